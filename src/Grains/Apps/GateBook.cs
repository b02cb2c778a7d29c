namespace Push.Grains.Apps;

/// <summary>
/// What the silos of an app found closed. Kept in memory only: after a restart a few requests find it out again.
/// </summary>
/// <remarks>Used by <see cref="AppGrain"/>.</remarks>
internal sealed class GateBook(TimeProvider time)
{
    private const int MaxClosures = 64;

    private readonly List<GateClosure> _closed = [];

    public IReadOnlyList<GateClosure> Closed => _closed;

    /// <summary>Applies what a silo found out.</summary>
    /// <returns>How many more, or fewer, are closed now.</returns>
    public int Apply(GateChange change)
    {
        var known = _closed.FindIndex(closure => closure.Topic == change.Topic);
        if (change.Problem is { } problem)
        {
            DateTimeOffset? heldUntil = change.HeldFor > TimeSpan.Zero ? time.GetUtcNow() + change.HeldFor : null;
            if (known >= 0 && heldUntil is not null) _closed[known] = _closed[known] with { Problem = problem, HeldUntil = heldUntil };
            if (known >= 0 || _closed.Count == MaxClosures) return 0;
            _closed.Add(new GateClosure(change.Topic, problem, time.GetUtcNow()) { HeldUntil = heldUntil });
            return 1;
        }
        if (known < 0) return 0;
        _closed.RemoveAt(known);
        return -1;
    }
}
