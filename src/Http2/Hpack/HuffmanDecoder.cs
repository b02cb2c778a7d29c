using System.Buffers.Binary;

namespace Push.Http2.Hpack;

/// <summary>
/// Decodes Huffman-coded strings. Bits are held left-aligned in 64. One load finds the next two symbols where their
/// codes take twelve bits or less together, which is the rule for the letters and digits of headers; anything else is
/// found by its place in the canonical order.
/// </summary>
internal static class HuffmanDecoder
{
    private const int PairBits = 12;
    private const int ShortestCode = 5;

    // By length: the first left-aligned 32-bit window that is past the codes of this length, and what to add to a
    // code's number to find its symbol.
    private static readonly ulong[] Limits = new ulong[HuffmanCode.MaxLength + 1];
    private static readonly int[] Offsets = MakeOffsets();

    // By the next twelve bits, from the low byte up: one symbol, perhaps another, bits of both, how many they are. 0
    // for a longer code.
    private static readonly uint[] Pairs = MakePairs();

    /// <summary>The room that decoding so many bytes needs: five bits are the shortest code, and one byte more may be
    /// touched.</summary>
    public static int GetMaxLength(int codedLength) =>
        (int)Math.Min(int.MaxValue, (codedLength * 8L / ShortestCode) + 1);

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

            // While more bytes follow, as many bits as the longest code has are sure to hold one.
            var enough = position < source.Length ? HuffmanCode.MaxLength : 1;
            while (count >= enough)
            {
                var pair = Pairs[bits >> (64 - PairBits)];
                var length = (int)(byte)(pair >> 16);
                if (pair != 0 && length <= count)
                {
                    destination[written + 1] = (byte)(pair >> 8);
                    destination[written] = (byte)pair;
                    written += (int)(pair >> 24);
                }
                else
                {
                    var symbol = Find((uint)(bits >> 32), out length);
                    if (length > count) return IsPadding(bits, count);
                    if (symbol == HuffmanCode.EndOfString) return false;
                    destination[written++] = (byte)symbol;
                }

                bits <<= length;
                count -= length;
            }

            if (position == source.Length && count == 0) return true;
        }
    }

    private static int Find(uint window, out int length)
    {
        length = ShortestCode;
        while (window >= Limits[length]) length++;
        return HuffmanCode.Symbols[(int)(window >> (32 - length)) + Offsets[length]];
    }

    private static bool IsPadding(ulong bits, int count) => count < 8 && bits >> (64 - count) == (1UL << count) - 1;

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

    private static uint[] MakePairs()
    {
        var pairs = new uint[1 << PairBits];
        for (var next = 0u; next < pairs.Length; next++)
        {
            var window = next << (32 - PairBits);
            var first = (uint)Find(window, out var length);
            if (length > PairBits) continue;
            var second = (uint)Find(window << length, out var more);
            var both = (uint)(length + more);
            pairs[next] = both <= PairBits
                ? (2u << 24) | (both << 16) | (second << 8) | first
                : (1u << 24) | ((uint)length << 16) | first;
        }

        return pairs;
    }
}
