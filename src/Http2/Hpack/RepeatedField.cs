namespace Push.Http2.Hpack;

/// <summary>
/// A field that one connection sends again and again, made by <see cref="HpackEncoder.Repeat"/>. While it is in the
/// dynamic table it costs an index, mostly one byte, found without hashing or comparing; once evicted it enters again.
/// </summary>
public sealed class RepeatedField
{
    internal RepeatedField(HpackEncoder owner, FieldName name, ReadOnlySpan<byte> value, bool huffman)
    {
        Owner = owner;
        ListSize = name.ListSize(value.Length);
        StaticIndex = StaticTable.Find(name.Bytes, value);
        Span<byte> literal = new byte[value.Length + HpackInteger.MaxSize];
        literal = literal[..HpackString.Write(literal, value, huffman)];
        WithIndexing = [.. name.WithIndexing, .. literal];
        WithoutIndexing = [.. name.WithoutIndexing, .. literal];
    }

    /// <summary>What the field adds to a header list (RFC 9113 §6.5.2), and what it takes in a table: its bytes and 32.
    /// </summary>
    public int ListSize { get; }

    /// <summary>The most bytes the field takes in a field block.</summary>
    public int MaxEncodedSize => Math.Max(WithIndexing.Length, HpackInteger.MaxSize);

    internal HpackEncoder Owner { get; }

    /// <summary>Not 0 when the static table has the whole field.</summary>
    internal int StaticIndex { get; }

    internal byte[] WithIndexing { get; }

    internal byte[] WithoutIndexing { get; }

    /// <summary>The number of its last insertion, 0 before the first.</summary>
    internal long Insertion { get; set; }
}
