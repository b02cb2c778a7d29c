namespace Push.Simulator.Faults;

/// <summary>How often faults struck since the start or the last reset, whichever set of faults was in force.</summary>
public sealed record FaultCounts
{
    /// <summary>Right requests that were refused.</summary>
    public long Rejected { get; init; }

    /// <summary>Connections ended with GOAWAY.</summary>
    public long GoAways { get; init; }

    /// <summary>Requests answered with RST_STREAM.</summary>
    public long Resets { get; init; }

    /// <summary>Requests left without an answer.</summary>
    public long Stalled { get; init; }

    /// <summary>Connections cut off at a request.</summary>
    public long Cut { get; init; }

    /// <summary>New connections closed before TLS, or left in silence. Those refused by the system are not seen here.</summary>
    public long Unserved { get; init; }
}

/// <summary>Counts for <see cref="FaultCounts"/>, from all connections.</summary>
internal sealed class FaultCounters
{
    private long _rejected;
    private long _goAways;
    private long _resets;
    private long _stalled;
    private long _cut;
    private long _unserved;

    public void Rejected() => Interlocked.Increment(ref _rejected);

    public void GoAway() => Interlocked.Increment(ref _goAways);

    public void Reset() => Interlocked.Increment(ref _resets);

    public void Stalled() => Interlocked.Increment(ref _stalled);

    public void Cut() => Interlocked.Increment(ref _cut);

    public void Unserved() => Interlocked.Increment(ref _unserved);

    public FaultCounts Read() => new()
    {
        Rejected = Interlocked.Read(ref _rejected),
        GoAways = Interlocked.Read(ref _goAways),
        Resets = Interlocked.Read(ref _resets),
        Stalled = Interlocked.Read(ref _stalled),
        Cut = Interlocked.Read(ref _cut),
        Unserved = Interlocked.Read(ref _unserved),
    };

    public void Clear()
    {
        Interlocked.Exchange(ref _rejected, 0);
        Interlocked.Exchange(ref _goAways, 0);
        Interlocked.Exchange(ref _resets, 0);
        Interlocked.Exchange(ref _stalled, 0);
        Interlocked.Exchange(ref _cut, 0);
        Interlocked.Exchange(ref _unserved, 0);
    }
}
