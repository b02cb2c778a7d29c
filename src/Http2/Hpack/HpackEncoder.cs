using Push.Http2.Settings;

namespace Push.Http2.Hpack;

/// <summary>
/// Encodes the field blocks of one connection (RFC 7541). Blocks must be sent in the order in which they were begun,
/// and none may be dropped once begun, since each may change the table. Not synchronised. Allocates nothing per block.
/// </summary>
/// <remarks>Only fields made by <see cref="Repeat"/> enter the dynamic table: what a caller repeats is known
/// beforehand, and values that vary would only push it out.</remarks>
public sealed class HpackEncoder
{
    private readonly int _bound;
    private readonly EncoderTable _table;
    private uint _peerLimit = PeerSettings.DefaultHeaderTableSize;
    private int _smallest;
    private int _wanted;
    private bool _mustUpdate;

    /// <summary>Makes an encoder for a new connection.</summary>
    /// <param name="maxTableSize">The most bytes of the peer's table to use, however many it offers; also what this
    /// encoder's own memory is bounded by.</param>
    public HpackEncoder(int maxTableSize = PeerSettings.DefaultHeaderTableSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxTableSize);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxTableSize, HpackDecoder.LargestTableLimit);
        _bound = maxTableSize;
        _table = new(Math.Max(maxTableSize, PeerSettings.DefaultHeaderTableSize));
        _table.Resize(PeerSettings.DefaultHeaderTableSize);
        _smallest = _table.MaxSize;
        SetWanted(Math.Min(maxTableSize, PeerSettings.DefaultHeaderTableSize));
    }

    /// <summary>Bytes in the dynamic table, with 32 per field.</summary>
    public int TableSize => _table.Size;

    /// <summary>The most bytes that the table size updates at the start of a block take.</summary>
    public static int MaxUpdateSize => 2 * HpackInteger.MaxSize;

    /// <summary>Applies SETTINGS_HEADER_TABLE_SIZE of the peer. Between two blocks it may change any number of times:
    /// the next block then begins with the smallest size and the last one (RFC 7541 §4.2).</summary>
    public void SetPeerTableSize(uint size)
    {
        // A decoder may insist on an update after lowering its limit, even to one that we keep to anyway.
        _mustUpdate |= size < _peerLimit;
        _peerLimit = size;
        SetWanted((int)Math.Min(size, (uint)_bound));
    }

    /// <summary>Applies the table sizes of a SETTINGS frame: the smallest named in it, then the last.</summary>
    public void Apply(SettingsChange change)
    {
        if (change.SmallestHeaderTableSize is { } smallest) SetPeerTableSize(smallest);
        if (change.HeaderTableSize is { } last) SetPeerTableSize(last);
    }

    /// <summary>Prepares a field that this connection will repeat.</summary>
    /// <param name="name">The name.</param>
    /// <param name="value">The value; it must not be a secret that could be guessed piece by piece (RFC 7541
    /// §7.1).</param>
    /// <param name="huffman">Code the value where that is not longer.</param>
    /// <returns>A handle for this encoder only.</returns>
    public RepeatedField Repeat(FieldName name, ReadOnlySpan<byte> value, bool huffman = false) =>
        new(this, name, value, huffman);

    /// <summary>Begins a field block, with the table size updates that are due.</summary>
    /// <param name="destination">Room for the whole block and <see cref="MaxUpdateSize"/>.</param>
    public HeaderBlockWriter Begin(Span<byte> destination)
    {
        var length = 0;
        if (_mustUpdate)
        {
            if (destination.Length < MaxUpdateSize) throw new ArgumentException("Too short", nameof(destination));
            if (_smallest < Math.Min(_wanted, _table.MaxSize)) length += Update(destination, _smallest);
            length += Update(destination[length..], _wanted);
            _smallest = _wanted;
            _mustUpdate = false;
        }

        return new(this, destination, length);
    }

    /// <summary>Writes a repeated field.</summary>
    /// <returns>Bytes written.</returns>
    internal int Write(Span<byte> destination, RepeatedField field)
    {
        if (field.Owner != this) throw new ArgumentException("The field belongs to another encoder", nameof(field));
        if (destination.Length < field.MaxEncodedSize) throw new ArgumentException("Too short", nameof(destination));
        var index = field.StaticIndex != 0 ? field.StaticIndex : _table.IndexOf(field.Insertion);
        if (index != 0) return HpackInteger.Write(destination, 0x80, 0x7f, index);

        // A field larger than the table would only empty it.
        var enters = field.ListSize <= _table.MaxSize;
        var literal = enters ? field.WithIndexing : field.WithoutIndexing;
        literal.CopyTo(destination);
        if (enters) field.Insertion = _table.Insert(field.ListSize);
        return literal.Length;
    }

    private void SetWanted(int size)
    {
        _smallest = Math.Min(_smallest, size);
        _wanted = size;
        _mustUpdate |= size != _table.MaxSize || _smallest != _table.MaxSize;
    }

    private int Update(Span<byte> destination, int size)
    {
        _table.Resize(size);
        return HpackInteger.Write(destination, 0x20, 0x1f, size);
    }
}
