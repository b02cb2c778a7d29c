namespace Push.Http2.Tests;

/// <summary>Bytes written by hand: what a peer sends here never comes from our own writer.</summary>
internal static class Hex
{
    /// <summary>Bytes from hex digits; blanks and line ends don't matter.</summary>
    public static byte[] Bytes(string hex) =>
        Convert.FromHexString(string.Concat(hex.Where(c => !char.IsWhiteSpace(c))));

    /// <summary>Hex digits from bytes, in lower case and without blanks.</summary>
    public static string Of(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(bytes);

    /// <summary>A frame: its length, then type, flags and stream as given, then the payload.</summary>
    public static byte[] Frame(byte type, byte flags, uint stream, string payload = "") =>
        Frame(type, flags, stream, Bytes(payload));

    /// <summary>A frame: its length, then type, flags and stream as given, then the payload.</summary>
    public static byte[] Frame(byte type, byte flags, uint stream, byte[] payload) =>
        [.. Bytes($"{payload.Length:x6}{type:x2}{flags:x2}{stream:x8}"), .. payload];
}
