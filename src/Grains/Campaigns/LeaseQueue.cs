namespace Push.Grains.Campaigns;

/// <summary>
/// What of a campaign is leased next: remainders when they are due, chunks unless so much is owed already, or the server in
/// such trouble, that sending to more devices would only add to it.
/// </summary>
/// <remarks>Part of the <see cref="Ledger"/>. Times are in milliseconds since 1970.</remarks>
internal sealed class LeaseQueue(LedgerState state)
{
    /// <summary>As many devices may be owed another attempt; beyond that no chunk is begun until some have been sent to.</summary>
    public const int MaxOwed = 100_000;

    private readonly RemainderQueue _remainders = new(ChunksThatOwe(state));

    /// <summary>Whether nothing waits, be it for its time.</summary>
    public bool IsEmpty => OwesNothing && state.Waiting.Count == 0 && state.Cursor >= state.Chunks;

    /// <summary>Whether no remainder waits for its time.</summary>
    public bool OwesNothing => _remainders.IsEmpty;

    /// <summary>Chunks whose remainder is still to be read from their notes.</summary>
    public IReadOnlyCollection<int> Unread => _remainders.Unread;

    /// <summary>When there will be more to lease because its time has come; null when nothing waits for its time.</summary>
    public long? NextDue => _remainders.NextDue;

    /// <summary>Whether anything could be leased now.</summary>
    public bool HasWork(long now) => _remainders.NextDue <= now || state.Waiting.Exists(IsRemainder) || (HasChunks && !IsHeld);

    /// <summary>Takes what is leased next, or nothing.</summary>
    public WaitingChunk? Take(long now)
    {
        // They were due before they were leased.
        if (TakeWaiting(IsRemainder) is { } again) return again;
        if (_remainders.TakeDue(now) is { } due) return due;
        if (!HasChunks || IsHeld) return null;
        return TakeWaiting(_ => true) ?? new WaitingChunk(state.Cursor++, 0);
    }

    /// <summary>Puts something back, to be leased again.</summary>
    public void Add(WaitingChunk chunk)
    {
        if (chunk is { Attempt: 0, Remainder: { } remainder }) _remainders.Add(chunk.Chunk, remainder);
        else state.Waiting.Add(chunk);
    }

    /// <summary>What the notes on a chunk say is owed of it, if that was still to be read.</summary>
    public void TakeUp(int chunk, Remainder remainder) => _remainders.TakeUp(chunk, remainder);

    /// <summary>Takes a remainder that waits for its time, whenever that is; null when none is known.</summary>
    public WaitingChunk? TakeRemainder() => _remainders.Take();

    /// <summary>Takes all of which a lease ended without a report.</summary>
    public List<WaitingChunk> TakeUncertain()
    {
        var uncertain = state.Waiting.FindAll(chunk => chunk.Attempt > 0);
        state.Waiting.RemoveAll(chunk => chunk.Attempt > 0);
        return uncertain;
    }

    private bool HasChunks => state.Waiting.Exists(chunk => !IsRemainder(chunk)) || state.Cursor < state.Chunks;

    private bool IsHeld
    {
        get
        {
            var owed = _remainders.Devices + state.Waiting.Sum(chunk => Devices(chunk.Remainder)) + state.Open.Sum(lease => Devices(lease.Remainder));
            return owed > MaxOwed || (state.IsTroubled && (owed > 0 || Unread.Count > 0));
        }
    }

    private WaitingChunk? TakeWaiting(Predicate<WaitingChunk> match)
    {
        var place = state.Waiting.FindIndex(match);
        if (place < 0) return null;
        var next = state.Waiting[place];
        state.Waiting.RemoveAt(place);
        return next;
    }

    private static bool IsRemainder(WaitingChunk chunk) => chunk.Remainder is not null;

    private static int Devices(Remainder? remainder) => remainder?.Devices ?? 0;

    private static IEnumerable<int> ChunksThatOwe(LedgerState state)
    {
        var listed = state.Open.Select(lease => lease.Chunk).Concat(state.Waiting.Concat(state.Lost).Select(chunk => chunk.Chunk)).ToHashSet();
        return Enumerable.Range(0, state.Chunks).Where(chunk => ChunkBits.IsSet(state.Noted, chunk) && !ChunkBits.IsSet(state.Finished, chunk) && !listed.Contains(chunk));
    }
}
