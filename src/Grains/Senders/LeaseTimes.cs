namespace Push.Grains.Senders;

/// <summary>How long leases last, and how many a sender may hold.</summary>
internal sealed record LeaseTimes
{
    /// <summary>How long a lease lasts without being renewed.</summary>
    public TimeSpan Length { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often it is renewed.</summary>
    public TimeSpan Renewal { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long after its end a chunk is leased again: what was written last may still be on its way.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How many a sender holds at most: the next chunk is always queued while one finishes.</summary>
    public int PerSender { get; init; } = 4;

    /// <summary>How often a campaign looks after its leases and senders.</summary>
    public TimeSpan Tending { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// After this time without a write the ledger is written as it is, so that an activation that another has overtaken finds
    /// out even when it has nothing to say.
    /// </summary>
    public TimeSpan Proof { get; init; } = TimeSpan.FromMinutes(1);
}
