using System.Buffers;

namespace Push.Apns;

/// <summary>Writes text into a JSON string. Escapes what RFC 8259 section 7 demands and nothing else.</summary>
internal static class JsonEscape
{
    private const int Longest = 6;

    private static readonly SearchValues<byte> Special =
        SearchValues.Create([.. Enumerable.Range(0, ' ').Select(c => (byte)c), (byte)'"', (byte)'\\']);

    /// <summary>Writes text in UTF-8.</summary>
    /// <returns>The bytes written, or -1 when there is no room.</returns>
    public static int Write(ReadOnlySpan<byte> text, Span<byte> destination)
    {
        Span<byte> escape = stackalloc byte[Longest];
        var written = 0;
        while (true)
        {
            var plain = text.IndexOfAny(Special);
            var run = plain < 0 ? text : text[..plain];
            if (!run.TryCopyTo(destination[written..])) return -1;
            written += run.Length;
            if (plain < 0) return written;
            var escaped = escape[..Escape(text[plain], escape)];
            if (!escaped.TryCopyTo(destination[written..])) return -1;
            written += escaped.Length;
            text = text[(plain + 1)..];
        }
    }

    private static int Escape(byte character, Span<byte> destination)
    {
        destination[0] = (byte)'\\';
        destination[1] = character switch
        {
            (byte)'"' or (byte)'\\' => character,
            (byte)'\n' => (byte)'n',
            (byte)'\r' => (byte)'r',
            (byte)'\t' => (byte)'t',
            _ => (byte)'u',
        };
        if (destination[1] != 'u') return 2;
        (destination[2], destination[3]) = ((byte)'0', (byte)'0');
        Convert.TryToHexStringLower([character], destination[4..], out _);
        return Longest;
    }
}
