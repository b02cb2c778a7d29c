namespace Push.Http2.Hpack;

/// <summary>
/// What an encoder has to know of the peer's dynamic table: only the sizes, in order. Fields are numbered by
/// insertion, so whether one is still there, and at which index, is arithmetic.
/// </summary>
internal sealed class EncoderTable(int limit)
{
    private readonly int[] _sizes = new int[DecoderTable.MaxCount(limit)];
    private long _inserted;
    private long _evicted;

    /// <summary>Bytes in use, with 32 per field.</summary>
    public int Size { get; private set; }

    /// <summary>The size both sides have agreed on, at most the limit.</summary>
    public int MaxSize { get; private set; } = limit;

    /// <summary>The index of a field by the number of its insertion, 0 when it was evicted or never inserted.</summary>
    public int IndexOf(long insertion) =>
        insertion > _evicted ? (int)(_inserted - insertion) + StaticTable.Count + 1 : 0;

    /// <summary>Inserts a field that fits.</summary>
    /// <param name="size">With the overhead; at most <see cref="MaxSize"/>.</param>
    /// <returns>The number of the insertion.</returns>
    public long Insert(int size)
    {
        Evict(MaxSize - size);
        _sizes[_inserted & (_sizes.Length - 1)] = size;
        Size += size;
        return ++_inserted;
    }

    public void Resize(int maxSize)
    {
        MaxSize = maxSize;
        Evict(maxSize);
    }

    private void Evict(int target)
    {
        for (; Size > target; _evicted++) Size -= _sizes[_evicted & (_sizes.Length - 1)];
    }
}
