namespace Push.Grains.Senders;

/// <summary>A lease that a sender is working on.</summary>
internal sealed class HeldLease(Lease lease, long granted, TimeProvider time) : IDisposable
{
    private readonly CancellationTokenSource _lost = new();
    private long _renewed = granted;

    public Lease Lease => lease;

    /// <summary>Cancelled when the campaign says that the lease is lost, or it has run out.</summary>
    public CancellationToken Lost => _lost.Token;

    /// <summary>What is left of it, counted from before the renewal was asked for; nothing is written after that.</summary>
    public TimeSpan TimeLeft => lease.TimeLeft - time.GetElapsedTime(_renewed);

    /// <exception cref="OperationCanceledException">It is lost, or has no time left.</exception>
    public void ThrowIfOver()
    {
        if (TimeLeft <= TimeSpan.Zero) Lose();
        Lost.ThrowIfCancellationRequested();
    }

    public void Renew(long asked) => _renewed = asked;

    public void Lose() => _lost.Cancel();

    public void Dispose() => _lost.Dispose();
}
