namespace Push.Http2.Hpack;

/// <summary>
/// A field name, prepared once for literals: what stands before the value of such a field. Belongs to no connection and
/// may be shared by all.
/// </summary>
public sealed class FieldName
{
    private readonly byte[] _name;

    private FieldName(byte[] name, bool huffman)
    {
        _name = name;
        StaticIndex = StaticTable.FindName(name);
        WithIndexing = Head(0x40, 0x3f, huffman);
        WithoutIndexing = Head(0x00, 0x0f, huffman);
        NeverIndexed = Head(0x10, 0x0f, huffman);
    }

    /// <summary>The name in bytes.</summary>
    public ReadOnlySpan<byte> Bytes => _name;

    internal int StaticIndex { get; }

    internal byte[] WithIndexing { get; }

    internal byte[] WithoutIndexing { get; }

    internal byte[] NeverIndexed { get; }

    /// <summary>Prepares a name.</summary>
    /// <param name="name">In lower case.</param>
    /// <param name="huffman">Code a name that the static table doesn't have, if that is not longer.</param>
    public static FieldName Of(ReadOnlySpan<byte> name, bool huffman = false) => new(name.ToArray(), huffman);

    /// <summary>What a field adds to a header list (RFC 9113 §6.5.2): its bytes and 32.</summary>
    /// <param name="valueLength">Bytes of the value.</param>
    public int ListSize(int valueLength) => _name.Length + valueLength + DecoderTable.Overhead;

    /// <summary>The most bytes a literal with this name takes in a field block.</summary>
    /// <param name="valueLength">Bytes of the value.</param>
    public int MaxEncodedSize(int valueLength) => _name.Length + valueLength + (2 * HpackInteger.MaxSize);

    private byte[] Head(int pattern, int mask, bool huffman)
    {
        Span<byte> head = new byte[_name.Length + (2 * HpackInteger.MaxSize)];
        var length = HpackInteger.Write(head, pattern, mask, StaticIndex);
        if (StaticIndex == 0) length += HpackString.Write(head[length..], _name, huffman);
        return head[..length].ToArray();
    }
}
