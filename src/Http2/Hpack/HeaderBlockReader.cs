using Push.Http2.Errors;

namespace Push.Http2.Hpack;

/// <summary>Reads the fields of one block, each when it is asked for. Made by
/// <see cref="HpackDecoder.Open"/>.</summary>
public ref struct HeaderBlockReader
{
    private readonly HpackDecoder _decoder;
    private readonly ReadOnlySpan<byte> _block;
    private int _position;
    private int _listSize;

    internal HeaderBlockReader(HpackDecoder decoder, ReadOnlySpan<byte> block, int position, int tableSizeUpdates)
    {
        _decoder = decoder;
        _block = block;
        _position = position;
        TableSizeUpdates = tableSizeUpdates;
    }

    /// <summary>Whether the list passed <see cref="HpackDecoder.MaxHeaderListSize"/>; from there on no field was
    /// handed out.</summary>
    public bool IsTooLarge { get; private set; }

    /// <summary>Whether the field read last asks never to be put into a table (RFC 7541 §6.2.3).</summary>
    public bool IsNeverIndexed { get; private set; }

    /// <summary>How many table size updates the block began with.</summary>
    public int TableSizeUpdates { get; }

    /// <summary>Reads the next field.</summary>
    /// <param name="name">Its name, valid until the next call.</param>
    /// <param name="value">Its value, likewise.</param>
    /// <returns>False at the end of the block.</returns>
    /// <exception cref="Http2ConnectionException">COMPRESSION_ERROR.</exception>
    public bool Next(out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        while (_position < _block.Length)
        {
            var first = _block[_position];
            if (first >= 0x80) ReadIndexed(out name, out value);
            else ReadLiteral(first, out name, out value);

            // A list is no longer than its block would be, save for references; the sum can't pass 2^31 unseen.
            if (IsTooLarge) continue;
            _listSize += name.Length + value.Length + DecoderTable.Overhead;
            IsTooLarge = _listSize > _decoder.MaxHeaderListSize;
            if (!IsTooLarge) return true;
        }

        name = value = default;
        return false;
    }

    private void ReadIndexed(out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        IsNeverIndexed = false;
        var index = HpackInteger.Read(_block, ref _position, 0x7f);
        if ((uint)(index - 1) < StaticTable.Count)
        {
            name = StaticTable.Name(index);
            value = StaticTable.Value(index);
            return;
        }

        index = ToDynamic(index);
        name = _decoder.Table.Name(index);
        value = _decoder.Table.Value(index);
    }

    private void ReadLiteral(byte first, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        if ((first & 0xe0) == 0x20) HpackDecoder.Refuse("A table size update stands after a field");
        var indexing = first >= 0x40;
        IsNeverIndexed = !indexing && first >= 0x10;
        var index = HpackInteger.Read(_block, ref _position, indexing ? 0x3f : 0x0f);
        _decoder.ReleaseStrings();
        if (index == 0) name = _decoder.ReadString(_block, ref _position);
        else if (index <= StaticTable.Count) name = StaticTable.Name(index);
        else name = _decoder.Table.Name(ToDynamic(index));
        value = _decoder.ReadString(_block, ref _position);
        if (!indexing || !_decoder.Table.Insert(name, value)) return;
        name = _decoder.Table.Name(0);
        value = _decoder.Table.Value(0);
    }

    private readonly int ToDynamic(int index)
    {
        index -= StaticTable.Count + 1;
        if ((uint)index >= (uint)_decoder.Table.Count) HpackDecoder.Refuse("A field block refers to no table entry");
        return index;
    }
}
