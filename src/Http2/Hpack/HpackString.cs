namespace Push.Http2.Hpack;

/// <summary>Writes string literals (RFC 7541 §5.2).</summary>
internal static class HpackString
{
    /// <summary>Writes a string as it is, or Huffman-coded where asked for and not longer.</summary>
    /// <returns>Bytes written.</returns>
    public static int Write(Span<byte> destination, ReadOnlySpan<byte> value, bool huffman)
    {
        var coded = huffman ? HuffmanEncoder.GetLength(value) : int.MaxValue;
        if (coded <= value.Length && coded > 0)
        {
            var head = HpackInteger.Write(destination, 0x80, 0x7f, coded);
            return head + HuffmanEncoder.Encode(value, destination[head..]);
        }

        var length = HpackInteger.Write(destination, 0x00, 0x7f, value.Length);
        value.CopyTo(destination[length..]);
        return length + value.Length;
    }
}
