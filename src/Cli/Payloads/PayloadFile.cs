using Push.Cli.CommandLine;

namespace Push.Cli.Payloads;

/// <summary>Reads a payload file or standard input, byte for byte: what stands there is what is sent.</summary>
internal static class PayloadFile
{
    /// <summary>Far above any push type's limit; a file beyond it is not read to its end to say so.</summary>
    private const int MostRead = 64 * 1024;

    /// <summary>Reads the payload. White space around it is dropped, so that an editor's last line end costs nothing.</summary>
    /// <exception cref="CommandException">It can't be read, or is far too large.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(string path, CancellationToken cancellationToken, string field = "--payload")
    {
        await using var stream = InputFile.Open(field, path);
        var buffer = new byte[MostRead];
        var length = await stream.ReadAtLeastAsync(buffer, MostRead, throwOnEndOfStream: false, cancellationToken);
        if (length == MostRead)
        {
            throw CommandException.BadInput(
                field, $"{path} is larger than {MostRead:N0} bytes; no push type takes more than 5,120");
        }

        ReadOnlyMemory<byte> text = buffer.AsMemory(0, length);
        if (text.Span.StartsWith("\uFEFF"u8)) text = text[3..];
        text = Trim(text);
        return text.IsEmpty ? throw CommandException.BadInput(field, $"{path} is empty") : text;
    }

    private static ReadOnlyMemory<byte> Trim(ReadOnlyMemory<byte> text)
    {
        var kept = text.Span.TrimStart(" \t\r\n"u8);
        var start = text.Length - kept.Length;
        return text.Slice(start, kept.TrimEnd(" \t\r\n"u8).Length);
    }
}
