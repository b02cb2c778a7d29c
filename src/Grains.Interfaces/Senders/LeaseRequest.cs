using System.Collections.Immutable;
using Push.Grains.Campaigns;

namespace Push.Grains.Senders;

/// <summary>What a sender tells its campaign, and how much it wants.</summary>
/// <param name="Slot">The sender's connection slot.</param>
/// <param name="Silo">Where it runs: if that silo dies, its leases end at once.</param>
/// <param name="Wanted">How many chunks it could take; 0 to 4.</param>
[GenerateSerializer, Immutable, Alias("push.lease-request")]
public sealed record LeaseRequest(
    [property: Id(0)] int Slot,
    [property: Id(1)] SiloAddress Silo,
    [property: Id(2)] int Wanted)
{
    /// <summary>Chunks that have ended.</summary>
    [Id(3)]
    public ImmutableArray<ChunkReport> Reports { get; init; } = [];

    /// <summary>Leases that are still being worked on; each gets its full time again.</summary>
    [Id(4)]
    public ImmutableArray<long> Held { get; init; } = [];

    /// <summary>Leases handed back with nothing sent: their chunks are as if they had never been leased.</summary>
    [Id(5)]
    public ImmutableArray<long> Returned { get; init; } = [];

    /// <summary>Leases given up with their chunks possibly sent in part, as when they ran out without a renewal.</summary>
    [Id(8)]
    public ImmutableArray<long> Abandoned { get; init; } = [];

    /// <summary>
    /// Drawn by the sender when it was activated: a lease that it was granted and does not name is one whose grant was
    /// lost on the way, and is granted again.
    /// </summary>
    [Id(7)]
    public Guid Sender { get; init; }

    /// <summary>The nonce of the campaign that the sender was started for: one with the same id may have taken its place.</summary>
    [Id(9)]
    public Guid Nonce { get; init; }

    /// <summary>Whether any lease has come to its end.</summary>
    public bool EndsLeases => !Reports.IsEmpty || !Returned.IsEmpty || !Abandoned.IsEmpty;

    /// <summary>What keeps this sender from sending, if anything does.</summary>
    [Id(6)]
    public CampaignProblem? Problem { get; init; }
}
