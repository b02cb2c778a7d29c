namespace Push.Http2.Hpack;

/// <summary>Huffman-codes strings (RFC 7541 §5.2).</summary>
internal static class HuffmanEncoder
{
    // Code in the high half, its length in the low one: a symbol costs one load.
    private static readonly ulong[] Table =
    [
        .. from symbol in Enumerable.Range(0, 256)
           select ((ulong)HuffmanCode.Codes[symbol] << 32) | (uint)HuffmanCode.LengthOf(symbol),
    ];

    /// <summary>Bytes that the coded string takes.</summary>
    public static int GetLength(ReadOnlySpan<byte> source)
    {
        var bits = 0L;
        foreach (var symbol in source) bits += (uint)Table[symbol];
        return (int)((bits + 7) / 8);
    }

    /// <summary>Codes a string and pads it with ones.</summary>
    /// <param name="source">The string.</param>
    /// <param name="destination">At least <see cref="GetLength"/> bytes.</param>
    /// <returns>Bytes written.</returns>
    public static int Encode(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        var (pending, count, length) = (0UL, 0, 0);
        foreach (var symbol in source)
        {
            var entry = Table[symbol];
            pending = (pending << (int)(uint)entry) | (entry >> 32);
            count += (int)(uint)entry;
            for (; count >= 8; count -= 8) destination[length++] = (byte)(pending >> (count - 8));
        }

        if (count > 0) destination[length++] = (byte)((pending << (8 - count)) | (0xffUL >> count));
        return length;
    }
}
