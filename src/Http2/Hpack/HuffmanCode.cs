namespace Push.Http2.Hpack;

/// <summary>
/// The Huffman code of RFC 7541 appendix B. The code is canonical: shorter codes come before longer ones, and within a
/// length they follow the symbols, so that the lengths alone define it.
/// </summary>
internal static class HuffmanCode
{
    public const int EndOfString = 256;

    public const int MaxLength = 30;

    // Per symbol, in bits; the last is that of the end of a string, which no encoder may write.
    private static readonly byte[] Lengths =
    [
        13, 23, 28, 28, 28, 28, 28, 28, 28, 24, 30, 28, 28, 30, 28, 28,
        28, 28, 28, 28, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 28,
        6, 10, 10, 12, 13, 6, 8, 11, 10, 10, 8, 11, 8, 6, 6, 6,
        5, 5, 5, 6, 6, 6, 6, 6, 6, 6, 7, 8, 15, 6, 12, 10,
        13, 6, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7,
        7, 7, 7, 7, 7, 7, 7, 7, 8, 7, 8, 13, 19, 13, 14, 6,
        15, 5, 6, 5, 6, 5, 6, 6, 6, 5, 7, 7, 6, 6, 6, 5,
        6, 7, 6, 5, 5, 6, 7, 7, 7, 7, 7, 15, 11, 14, 13, 28,
        20, 22, 20, 20, 22, 22, 22, 23, 22, 23, 23, 23, 23, 23, 24, 23,
        24, 24, 22, 23, 24, 23, 23, 23, 23, 21, 22, 23, 22, 23, 23, 24,
        22, 21, 20, 22, 22, 23, 23, 21, 23, 22, 22, 24, 21, 22, 23, 23,
        21, 21, 22, 21, 23, 22, 23, 23, 20, 22, 22, 22, 23, 22, 22, 23,
        26, 26, 20, 19, 22, 23, 22, 25, 26, 26, 26, 27, 27, 26, 24, 25,
        19, 21, 26, 27, 27, 26, 27, 24, 21, 21, 26, 26, 28, 27, 27, 27,
        20, 24, 20, 21, 22, 21, 21, 23, 22, 22, 25, 25, 24, 24, 26, 23,
        26, 27, 26, 26, 27, 27, 27, 27, 27, 28, 27, 27, 27, 27, 27, 26,
        30,
    ];

    /// <summary>The symbols in the order of their codes.</summary>
    public static readonly short[] Symbols =
    [
        .. from symbol in Enumerable.Range(0, Lengths.Length)
           orderby Lengths[symbol], symbol
           select (short)symbol,
    ];

    /// <summary>The code of each symbol, in the low bits.</summary>
    public static readonly uint[] Codes = MakeCodes();

    /// <summary>Bits of a symbol's code.</summary>
    public static int LengthOf(int symbol) => Lengths[symbol];

    private static uint[] MakeCodes()
    {
        var codes = new uint[Lengths.Length];
        var (code, length) = (0u, 0);
        foreach (var symbol in Symbols)
        {
            code <<= Lengths[symbol] - length;
            length = Lengths[symbol];
            codes[symbol] = code++;
        }

        return codes;
    }
}
