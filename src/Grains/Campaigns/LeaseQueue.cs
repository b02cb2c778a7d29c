namespace Push.Grains.Campaigns;

/// <summary>
/// What of a campaign is leased next: remainders when they are due, chunks unless so much is owed already, or the server in
/// such trouble, that sending to more devices would only add to it.
/// </summary>
/// <remarks>Part of the <see cref="Ledger"/>.</remarks>
internal sealed class LeaseQueue(LedgerState state)
{
    /// <summary>As many chunks may have remainders; then no other is begun until some have been sent to.</summary>
    public const int MaxRemainders = 64;

    /// <summary>Whether chunks or remainders wait, be it for their time.</summary>
    public bool IsEmpty => !HasChunks && state.Remainders.Count == 0;

    /// <summary>Whether anything could be leased now.</summary>
    /// <param name="now">The time in milliseconds since 1970, as everywhere here.</param>
    public bool HasWork(long now) => (HasChunks && !IsHeld) || state.Remainders.Exists(remainder => remainder.Due <= now);

    /// <summary>When there will be more to lease because its time has come; null when nothing waits for its time.</summary>
    public long? NextDue => state.Remainders.Count == 0 ? null : state.Remainders.Min(remainder => remainder.Due);

    /// <summary>Takes what is leased next, or nothing.</summary>
    public WaitingChunk? Take(long now)
    {
        if (TakeDue(now) is { } remainder) return new WaitingChunk(remainder.Chunk, remainder.Attempt, remainder);
        if (!HasChunks || IsHeld) return null;
        if (state.Waiting.Count == 0) return new WaitingChunk(state.Cursor++, 0);
        var next = state.Waiting[0];
        state.Waiting.RemoveAt(0);
        return next;
    }

    /// <summary>Puts something back, to be leased again.</summary>
    public void Add(WaitingChunk chunk)
    {
        if (chunk.Remainder is { } remainder) state.Remainders.Add(remainder with { Attempt = chunk.Attempt });
        else state.Waiting.Add(chunk);
    }

    /// <summary>Takes everything that may have been sent to in part.</summary>
    public List<WaitingChunk> TakeTouched()
    {
        List<WaitingChunk> touched =
        [
            .. state.Waiting.Where(chunk => chunk.Attempt > 0),
            .. state.Remainders.Select(remainder => new WaitingChunk(remainder.Chunk, remainder.Attempt, remainder)),
        ];
        state.Waiting.RemoveAll(chunk => chunk.Attempt > 0);
        state.Remainders.Clear();
        return touched;
    }

    private bool HasChunks => state.Waiting.Count > 0 || state.Cursor < state.Chunks;

    private bool IsHeld
    {
        get
        {
            var remainders = state.Remainders.Count + state.Open.Count(lease => lease.Remainder is not null);
            return remainders > MaxRemainders || (remainders > 0 && state.IsTroubled);
        }
    }

    private Remainder? TakeDue(long now)
    {
        var first = state.Remainders.MinBy(remainder => remainder.Due);
        if (first is null || first.Due > now) return null;
        state.Remainders.Remove(first);
        return first;
    }
}
