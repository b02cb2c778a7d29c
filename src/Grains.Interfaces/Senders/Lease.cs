namespace Push.Grains.Senders;

/// <summary>The right to send one chunk of a campaign, for a limited time.</summary>
/// <param name="Number">The number, which no other lease of the campaign has.</param>
/// <param name="Chunk">The chunk: a hash class of the audience as it was spread when the campaign started.</param>
/// <param name="Attempt">How many leases on the same devices ended without a report.</param>
/// <param name="TimeLeft">How long it lasts if it is not renewed, counted from when it was granted.</param>
[GenerateSerializer, Immutable, Alias("push.lease")]
public sealed record Lease(
    [property: Id(0)] long Number,
    [property: Id(1)] int Chunk,
    [property: Id(2)] int Attempt,
    [property: Id(3)] TimeSpan TimeLeft)
{
    /// <summary>What of the chunk is to be sent to; null: all of it, for the first time.</summary>
    [Id(4)]
    public LeasedRemainder? Remainder { get; init; }

    /// <summary>Whether no lease on any of the devices came before it, so that nothing is noted of them.</summary>
    public bool IsFirst => Attempt == 0 && Remainder is null;
}

/// <summary>Which remainder of a chunk is leased.</summary>
/// <param name="Basis">The lease whose report left it: under that number <see cref="IChunkNotesGrain"/> has the devices.</param>
/// <param name="Overdue">How long ago its first device was due, when the lease was granted.</param>
[GenerateSerializer, Immutable, Alias("push.leased-remainder")]
public sealed record LeasedRemainder([property: Id(0)] long Basis, [property: Id(1)] TimeSpan Overdue);
