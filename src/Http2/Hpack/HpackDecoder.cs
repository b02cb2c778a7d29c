using Push.Http2.Errors;
using Push.Http2.Settings;

namespace Push.Http2.Hpack;

/// <summary>
/// Decodes the field blocks of one connection, in the order in which they arrive and without leaving any out (RFC
/// 7541). Not synchronised. Allocates nothing once its scratch space has grown to the largest coded strings.
/// </summary>
/// <remarks>Called by <see cref="Frames.FrameReader"/>.</remarks>
public sealed class HpackDecoder
{
    private byte[] _scratch = new byte[512];
    private int _scratchUsed;
    private int _tableLimit;
    private int _shrinkTo = int.MaxValue;

    /// <summary>Makes a decoder for a new connection.</summary>
    /// <param name="maxTableSize">The limit of the dynamic table, bytes. The protocol begins with 4,096, whatever our
    /// first SETTINGS say; see <see cref="SetTableLimit"/>.</param>
    /// <param name="maxHeaderListSize">The largest list of fields handed on: names, values, and 32 bytes each. Longer
    /// ones are decoded to keep the table right, and reported by <see cref="HeaderBlockReader.IsTooLarge"/>.</param>
    public HpackDecoder(
        int maxTableSize = PeerSettings.DefaultHeaderTableSize, int maxHeaderListSize = DefaultMaxHeaderListSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxTableSize);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxTableSize, LargestTableLimit);
        ArgumentOutOfRangeException.ThrowIfNegative(maxHeaderListSize);
        _tableLimit = maxTableSize;
        MaxHeaderListSize = maxHeaderListSize;
        Table = new(maxTableSize);
    }

    /// <summary>The default of the constructor's list limit, bytes.</summary>
    public const int DefaultMaxHeaderListSize = 16_384;

    /// <summary>The largest dynamic table supported: 1 MiB.</summary>
    public const int LargestTableLimit = 1 << 20;

    /// <summary>The largest list of fields handed on, bytes.</summary>
    public int MaxHeaderListSize { get; }

    /// <summary>Bytes in the dynamic table, with 32 per field.</summary>
    public int TableSize => Table.Size;

    internal DecoderTable Table { get; }

    /// <summary>Applies our own SETTINGS_HEADER_TABLE_SIZE, at the moment the peer acknowledges it. When it is below
    /// the table's present size, the next block must begin with an update that obeys it (RFC 9113 §4.3.1).</summary>
    public void SetTableLimit(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, LargestTableLimit);
        if (limit == _tableLimit) return;
        if (limit < Table.MaxSize) _shrinkTo = Math.Min(_shrinkTo, limit);
        _tableLimit = limit;
        Table.SetLimit(limit);
    }

    /// <summary>Opens one complete field block. It must be read to its end before the next one.</summary>
    /// <param name="block">The block, its fragments joined.</param>
    /// <exception cref="Http2ConnectionException">COMPRESSION_ERROR, also from <see cref="HeaderBlockReader.Next"/>.
    /// </exception>
    public HeaderBlockReader Open(ReadOnlySpan<byte> block)
    {
        // Room for all strings of a field at once, so that none of them moves while the next is decoded.
        var decoded = HuffmanDecoder.GetMaxLength(block.Length);
        if (decoded > _scratch.Length) _scratch = new byte[decoded];
        var position = 0;
        var updates = 0;
        while (position < block.Length && (block[position] & 0xe0) == 0x20)
        {
            // An encoder says at most the smallest and the last of its sizes (RFC 7541 §4.2).
            if (++updates > 2) Refuse("A field block has more than two table size updates");
            var size = HpackInteger.Read(block, ref position, 0x1f);
            if (size > _tableLimit || size > _shrinkTo)
                Refuse("A table size update is above SETTINGS_HEADER_TABLE_SIZE");
            _shrinkTo = int.MaxValue;
            Table.Resize(size);
        }

        if (_shrinkTo < int.MaxValue) Refuse("A field block does not begin with the table size update that is due");
        return new(this, block, position, updates);
    }

    /// <summary>Decodes a string that starts at the position (RFC 7541 §5.2).</summary>
    internal ReadOnlySpan<byte> ReadString(ReadOnlySpan<byte> block, scoped ref int position)
    {
        if (position == block.Length) Refuse("A field block ends before a string");
        var isHuffman = block[position] >= 0x80;
        var length = HpackInteger.Read(block, ref position, 0x7f);
        if (length > block.Length - position) Refuse("A field block ends within a string");
        var coded = block.Slice(position, length);
        position += length;
        if (!isHuffman) return coded;
        var decoded = _scratch.AsSpan(_scratchUsed);
        if (!HuffmanDecoder.TryDecode(coded, decoded, out length)) Refuse("A string is not well Huffman-coded");
        _scratchUsed += length;
        return decoded[..length];
    }

    internal void ReleaseStrings() => _scratchUsed = 0;

    internal static void Refuse(string why) => Http2ConnectionException.Throw(Http2ErrorCode.CompressionError, why);
}
