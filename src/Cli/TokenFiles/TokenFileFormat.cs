using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Push.Cli.CommandLine;

namespace Push.Cli.TokenFiles;

/// <summary>How a token file is written. Told from its first line, since a pipe has no name that ends in .csv.</summary>
internal enum TokenFileFormat
{
    /// <summary>One token in hexadecimal per line.</summary>
    Hex,

    /// <summary>A header line with a column <c>token</c>.</summary>
    Csv,

    /// <summary>One JSON object with a property <c>token</c> per line (NDJSON).</summary>
    JsonLines,
}

/// <summary>Looks at the start of a token file without consuming it.</summary>
internal static class TokenFileFormats
{
    /// <summary>The most that is looked at to find the first line.</summary>
    private const int MostExamined = 64 * 1024;

    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];
    private static readonly SearchValues<byte> Separators = SearchValues.Create(",;\t"u8);

    /// <summary>Says how the file is written, and leaves <paramref name="pipe"/> at its start (behind a byte order mark).</summary>
    /// <exception cref="CommandException">It is a CSV without a column <c>token</c>, or no UTF-8 text.</exception>
    public static async Task<TokenFileFormat> DetectAsync(PipeReader pipe, string file, CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await pipe.ReadAsync(cancellationToken);
            var buffer = result.Buffer;
            var whole = result.IsCompleted || buffer.Length >= MostExamined;
            if (!whole && FirstLine(buffer, complete: false) is null)
            {
                pipe.AdvanceTo(buffer.Start, buffer.End);
                continue;
            }

            var line = FirstLine(buffer, complete: true) ?? [];
            var marked = buffer.Length >= 3 && buffer.Slice(0, 3).ToArray().AsSpan().SequenceEqual(ByteOrderMark);
            pipe.AdvanceTo(marked ? buffer.GetPosition(3) : buffer.Start);
            return Of(line, file);
        }
    }

    private static TokenFileFormat Of(ReadOnlySpan<byte> line, string file)
    {
        if (line.StartsWith("\xFF\xFE"u8) || line is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            throw CommandException.BadInput(file, "is UTF-16; save it as UTF-8");
        }

        if (line is [0x1F, 0x8B, ..])
        {
            throw CommandException.BadInput(file, "is compressed by gzip; give what gunzip -c makes of it, by --tokens -");
        }

        if (line is [(byte)'{', ..]) return TokenFileFormat.JsonLines;
        var separated = line.ContainsAny(Separators);
        var columns = Encoding.UTF8.GetString(line).Split([',', ';', '\t']);
        if (Array.Exists(columns, column => IsTokenColumn(column))) return TokenFileFormat.Csv;
        if (!separated) return TokenFileFormat.Hex;
        var found = new string([.. string.Join(", ", columns).Select(character => char.IsControl(character) ? '?' : character)]);
        throw CommandException.BadInput(
            file, $"looks like CSV, but its first line names no column \"token\" (found: {found})");
    }

    /// <summary>A column of tokens is named <c>token</c>, in any case.</summary>
    public static bool IsTokenColumn(string name) =>
        name.Trim().Trim('"').Equals("token", StringComparison.OrdinalIgnoreCase);

    /// <summary>The first line that is not blank, without its end and surrounding blanks; null if the buffer has none yet.</summary>
    private static byte[]? FirstLine(ReadOnlySequence<byte> buffer, bool complete)
    {
        var reader = new SequenceReader<byte>(buffer);
        if (reader.IsNext(ByteOrderMark, advancePast: true) && reader.End) return null;
        while (reader.TryReadTo(out ReadOnlySequence<byte> line, (byte)'\n'))
        {
            var text = line.ToArray().AsSpan().Trim(" \t\r"u8).ToArray();
            if (text.Length > 0) return text;
        }

        return complete && !reader.End ? reader.UnreadSequence.ToArray().AsSpan().Trim(" \t\r"u8).ToArray() : null;
    }
}
