using System.Buffers.Binary;

namespace Push.Http2.Hpack;

/// <summary>
/// Decodes Huffman-coded strings. Bits are held left-aligned in 64; codes up to ten bits, which are all that occur in
/// headers as a rule, are found by one load, longer ones by their place in the canonical order.
/// </summary>
internal static class HuffmanDecoder
{
    private const int FastBits = 10;

    // By the next ten bits: length in the high byte, symbol in the low one; 0 for longer codes.
    private static readonly ushort[] Fast = MakeFast();

    // By length: the first left-aligned 32-bit window that is past the codes of this length, and what to add to a
    // code's number to find its symbol.
    private static readonly ulong[] Limits = new ulong[HuffmanCode.MaxLength + 1];
    private static readonly int[] Offsets = MakeOffsets();

    /// <summary>The most bytes that so many coded bytes decode to: the shortest code has five bits.</summary>
    public static int GetMaxLength(int codedLength) => (int)Math.Min(int.MaxValue, (codedLength * 8L / 5) + 1);

    /// <summary>Decodes a whole string.</summary>
    /// <param name="source">The coded string.</param>
    /// <param name="destination">At least <see cref="GetMaxLength"/> bytes.</param>
    /// <param name="written">Bytes decoded.</param>
    /// <returns>False for a coded EOS, padding of 8 bits or more, or padding that is not all ones: a COMPRESSION_ERROR
    /// (RFC 7541 §5.2).</returns>
    public static bool TryDecode(ReadOnlySpan<byte> source, Span<byte> destination, out int written)
    {
        var (bits, count, position) = (0UL, 0, 0);
        written = 0;
        while (true)
        {
            if (source.Length - position >= 8)
            {
                // Bits below `count` may be set twice, to the same values.
                bits |= BinaryPrimitives.ReadUInt64BigEndian(source[position..]) >> count;
                position += (63 - count) >> 3;
                count |= 56;
            }
            else
            {
                for (; count <= 56 && position < source.Length; count += 8)
                    bits |= (ulong)source[position++] << (56 - count);
            }

            // A symbol takes 30 bits at most, so this many are sure to hold one.
            var enough = position < source.Length ? HuffmanCode.MaxLength : 1;
            while (count >= enough)
            {
                int entry = Fast[bits >> (64 - FastBits)];
                var length = entry >> 8;
                if (length == 0) entry = FindLong((uint)(bits >> 32), out length);
                if (length > count) return IsPadding(bits, count);
                if (entry < 0) return false;
                destination[written++] = (byte)entry;
                bits <<= length;
                count -= length;
            }

            if (position == source.Length && count == 0) return true;
        }
    }

    private static int FindLong(uint window, out int length)
    {
        length = FastBits + 1;
        while (window >= Limits[length]) length++;
        var symbol = HuffmanCode.Symbols[(int)(window >> (32 - length)) + Offsets[length]];
        return symbol == HuffmanCode.EndOfString ? -1 : symbol;
    }

    private static bool IsPadding(ulong bits, int count) => count < 8 && bits >> (64 - count) == (1UL << count) - 1;

    private static ushort[] MakeFast()
    {
        var fast = new ushort[1 << FastBits];
        foreach (var symbol in HuffmanCode.Symbols)
        {
            var length = HuffmanCode.LengthOf(symbol);
            if (length > FastBits) break;
            var first = (int)HuffmanCode.Codes[symbol] << (FastBits - length);
            fast.AsSpan(first, 1 << (FastBits - length)).Fill((ushort)((length << 8) | (ushort)symbol));
        }

        return fast;
    }

    private static int[] MakeOffsets()
    {
        var offsets = new int[HuffmanCode.MaxLength + 1];
        for (var place = 0; place < HuffmanCode.Symbols.Length; place++)
        {
            var symbol = HuffmanCode.Symbols[place];
            var (code, length) = (HuffmanCode.Codes[symbol], HuffmanCode.LengthOf(symbol));
            Limits[length] = (ulong)(code + 1) << (32 - length);
            offsets[length] = place - (int)code;
        }

        return offsets;
    }
}
