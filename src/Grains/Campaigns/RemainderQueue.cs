namespace Push.Grains.Campaigns;

/// <summary>
/// The remainders that wait for their time, the earliest first. They are kept in memory only: a new activation of the
/// campaign knows which chunks have one, and reads from their notes who it is and when.
/// </summary>
/// <param name="unread">Chunks whose remainder is still to be read.</param>
/// <remarks>Part of the <see cref="LeaseQueue"/>. Times are in milliseconds since 1970.</remarks>
internal sealed class RemainderQueue(IEnumerable<int> unread)
{
    private static readonly Comparer<WaitingChunk> ByDue = Comparer<WaitingChunk>.Create(
        (one, other) => (DueOf(one), one.Chunk).CompareTo((DueOf(other), other.Chunk)));

    private readonly SortedSet<WaitingChunk> _waiting = new(ByDue);
    private readonly SortedSet<int> _unread = [.. unread];

    /// <summary>How many devices are known to be owed an attempt.</summary>
    public long Devices { get; private set; }

    public bool IsEmpty => _waiting.Count == 0 && _unread.Count == 0;

    public long? NextDue => _waiting.Count == 0 ? null : DueOf(_waiting.Min);

    public IReadOnlyCollection<int> Unread => _unread;

    public void Add(int chunk, Remainder remainder)
    {
        _waiting.Add(new WaitingChunk(chunk, 0, remainder));
        Devices += remainder.Devices;
    }

    /// <summary>What the notes on a chunk say, if it was still to be read.</summary>
    public void TakeUp(int chunk, Remainder remainder)
    {
        if (_unread.Remove(chunk)) Add(chunk, remainder);
    }

    /// <summary>Takes the earliest if it is due.</summary>
    public WaitingChunk? TakeDue(long now) => NextDue <= now ? Take() : null;

    /// <summary>Takes the earliest, due or not; null when none is known.</summary>
    public WaitingChunk? Take()
    {
        if (_waiting.Count == 0) return null;
        var first = _waiting.Min;
        _waiting.Remove(first);
        Devices -= first.Remainder!.Devices;
        return first;
    }

    private static long DueOf(WaitingChunk chunk) => chunk.Remainder!.Due;
}
