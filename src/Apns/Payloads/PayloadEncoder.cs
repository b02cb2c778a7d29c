using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;

namespace Push.Apns;

/// <summary>
/// Escapes what RFC 8259 section 7 demands and nothing else. The framework's default encoder writes every non-ASCII
/// character as \uXXXX, and its relaxed one still every emoji, in 12 bytes instead of 4.
/// </summary>
internal sealed unsafe class PayloadEncoder : JavaScriptEncoder
{
    // Surrogates are looked at one by one: half a character can't be written in UTF-8.
    private static readonly SearchValues<char> Special =
        SearchValues.Create([.. Enumerable.Range(0, ' ').Select(c => (char)c), '"', '\\', .. Enumerable.Range(0xD800, 0x800).Select(c => (char)c)]);

    private PayloadEncoder()
    {
    }

    public static PayloadEncoder Instance { get; } = new();

    public override int MaxOutputCharactersPerInputCharacter => 6;

    public override int FindFirstCharacterToEncode(char* text, int textLength)
    {
        var span = new ReadOnlySpan<char>(text, textLength);
        for (var from = 0; ;)
        {
            var found = span[from..].IndexOfAny(Special);
            if (found < 0) return -1;
            from += found;
            if (from + 1 >= span.Length || !char.IsSurrogatePair(span[from], span[from + 1])) return from;
            from += 2;
        }
    }

    public override bool WillEncode(int unicodeScalar) => unicodeScalar is < ' ' or '"' or '\\';

    public override bool TryEncodeUnicodeScalar(int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten)
    {
        var destination = new Span<char>(buffer, bufferLength);
        if (WillEncode(unicodeScalar)) return TryEscape((char)unicodeScalar, destination, out numberOfCharactersWritten);
        return new Rune(unicodeScalar).TryEncodeToUtf16(destination, out numberOfCharactersWritten);
    }

    private static bool TryEscape(char character, Span<char> destination, out int written)
    {
        var letter = character switch { '"' => '"', '\\' => '\\', '\n' => 'n', '\r' => 'r', '\t' => 't', _ => '\0' };
        if (letter == '\0') return destination.TryWrite($"\\u{(int)character:x4}", out written);
        return destination.TryWrite($"\\{letter}", out written);
    }
}
