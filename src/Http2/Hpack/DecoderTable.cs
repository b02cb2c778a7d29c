using System.Numerics;

namespace Push.Http2.Hpack;

/// <summary>
/// A decoder's dynamic table (RFC 7541 §2.3.2): the newest field has index 0 here. Names and values lie in one ring of
/// bytes twice as large as the table's limit, which guarantees that each field finds a place in one piece.
/// </summary>
internal sealed class DecoderTable
{
    /// <summary>What a field counts beside its bytes (§4.1).</summary>
    public const int Overhead = 32;

    private byte[] _bytes = [];
    private Field[] _ring = [];
    private int _next;
    private int _end;

    public DecoderTable(int limit) => SetLimit(limit);

    /// <summary>Fields in the table.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes in use, with the overhead.</summary>
    public int Size { get; private set; }

    /// <summary>What the peer's encoder lets the table grow to.</summary>
    public int MaxSize { get; private set; } = int.MaxValue;

    public ReadOnlySpan<byte> Name(int index)
    {
        ref readonly var field = ref At(index);
        return _bytes.AsSpan(field.Start, field.NameLength);
    }

    public ReadOnlySpan<byte> Value(int index)
    {
        ref readonly var field = ref At(index);
        return _bytes.AsSpan(field.Start + field.NameLength, field.ValueLength);
    }

    /// <summary>Room for as many fields as a table of this size can hold, as a power of two.</summary>
    public static int MaxCount(int limit) => (int)BitOperations.RoundUpToPowerOf2((uint)(limit / Overhead) + 1);

    /// <summary>Inserts a field; one that is larger than the table just empties it (§4.4).</summary>
    /// <param name="name">May be the name of a field in this very table.</param>
    /// <param name="value">Lies elsewhere.</param>
    /// <returns>Whether the field is in the table now, at index 0.</returns>
    public bool Insert(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        var length = name.Length + value.Length;
        if (length > MaxSize - Overhead)
        {
            Evict(0);
            return false;
        }

        Evict(MaxSize - Overhead - length);
        if (_end + length > _bytes.Length) _end = 0;
        name.CopyTo(_bytes.AsSpan(_end));
        value.CopyTo(_bytes.AsSpan(_end + name.Length));
        _ring[_next] = new(_end, name.Length, value.Length);
        _next = (_next + 1) & (_ring.Length - 1);
        _end += length;
        Size += length + Overhead;
        Count++;
        return true;
    }

    /// <summary>Follows a size update of the encoder.</summary>
    public void Resize(int maxSize)
    {
        MaxSize = maxSize;
        Evict(maxSize);
    }

    /// <summary>Makes room for tables up to a limit; the size stays what the encoder last said, if it is
    /// allowed.</summary>
    public void SetLimit(int limit)
    {
        var bytes = new byte[limit * 2];
        var ring = new Field[MaxCount(limit)];
        MaxSize = Math.Min(MaxSize, limit);
        Evict(MaxSize);
        var end = 0;
        for (var index = Count - 1; index >= 0; index--)
        {
            var field = At(index);
            _bytes.AsSpan(field.Start, field.Length).CopyTo(bytes.AsSpan(end));
            ring[Count - 1 - index] = field with { Start = end };
            end += field.Length;
        }

        (_bytes, _ring, _next, _end) = (bytes, ring, Count & (ring.Length - 1), end);
    }

    private void Evict(int target)
    {
        while (Size > target)
        {
            Size -= At(Count - 1).Length + Overhead;
            Count--;
        }
    }

    private ref readonly Field At(int index) => ref _ring[(_next - 1 - index) & (_ring.Length - 1)];

    private readonly record struct Field(int Start, int NameLength, int ValueLength)
    {
        public int Length => NameLength + ValueLength;
    }
}
