using System.Runtime.CompilerServices;

namespace Push.Http2.Hpack;

/// <summary>
/// Writes one field block into a span. Made by <see cref="HpackEncoder.Begin"/>. Pseudo-header fields come first;
/// nothing here checks it. A method that finds too little room throws <see cref="ArgumentException"/> before it
/// changes anything; a block that was begun must still be sent.
/// </summary>
public ref struct HeaderBlockWriter
{
    private readonly HpackEncoder _encoder;
    private readonly Span<byte> _destination;

    internal HeaderBlockWriter(HpackEncoder encoder, Span<byte> destination, int length)
    {
        _encoder = encoder;
        _destination = destination;
        Length = length;
    }

    /// <summary>Bytes of the block so far.</summary>
    public int Length { get; private set; }

    /// <summary>Writes a field that the connection repeats: an index while it is in the table.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(RepeatedField field) => Length += _encoder.Write(_destination[Length..], field);

    /// <summary>Writes a field whose value varies: a literal without indexing (RFC 7541 §6.2.2).</summary>
    /// <param name="name">The name.</param>
    /// <param name="value">The value.</param>
    /// <param name="huffman">Code the value where that is not longer.</param>
    public void WriteLiteral(FieldName name, scoped ReadOnlySpan<byte> value, bool huffman = false) =>
        WriteLiteral(name.WithoutIndexing, value, huffman);

    /// <summary>Writes a secret: a literal that no table on the way may take either (RFC 7541 §6.2.3).</summary>
    /// <param name="name">The name.</param>
    /// <param name="value">The value.</param>
    /// <param name="huffman">Code the value where that is not longer.</param>
    public void WriteNeverIndexed(FieldName name, scoped ReadOnlySpan<byte> value, bool huffman = false) =>
        WriteLiteral(name.NeverIndexed, value, huffman);

    /// <summary>Writes a literal without indexing whose value the caller fills in itself.</summary>
    /// <param name="name">The name.</param>
    /// <param name="valueLength">Bytes of the value.</param>
    /// <returns>Where the value goes; every byte of it must be set.</returns>
    public Span<byte> ReserveLiteral(FieldName name, int valueLength)
    {
        var start = Begin(name.WithoutIndexing, valueLength);
        start += HpackInteger.Write(_destination[start..], 0x00, 0x7f, valueLength);
        Length = start + valueLength;
        return _destination.Slice(start, valueLength);
    }

    private void WriteLiteral(byte[] head, scoped ReadOnlySpan<byte> value, bool huffman)
    {
        var start = Begin(head, value.Length);
        Length = start + HpackString.Write(_destination[start..], value, huffman);
    }

    // Asks for the longest form of the length, so that the checks are one comparison.
    private readonly int Begin(byte[] head, int valueLength)
    {
        if (_destination.Length - Length < head.Length + HpackInteger.MaxSize + valueLength)
            throw new ArgumentException("The field block does not fit into its destination");
        head.CopyTo(_destination[Length..]);
        return Length + head.Length;
    }
}
