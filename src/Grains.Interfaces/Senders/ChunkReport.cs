using System.Collections.Immutable;
using Push.Grains.Campaigns;

namespace Push.Grains.Senders;

/// <summary>What became of every device of a chunk. Counts once, for the lease that it names.</summary>
/// <param name="Lease">The lease's number.</param>
/// <param name="Accepted">Devices whose notification Apple took.</param>
/// <param name="Unknown">Devices for which nobody knows.</param>
[GenerateSerializer, Immutable, Alias("push.chunk-report")]
public sealed record ChunkReport(
    [property: Id(0)] long Lease,
    [property: Id(1)] int Accepted,
    [property: Id(2)] int Unknown)
{
    /// <summary>Refused devices by reason.</summary>
    [Id(3)]
    public ImmutableArray<ReasonCount> RejectedBy { get; init; } = [];

    /// <summary>Skipped devices by reason.</summary>
    [Id(4)]
    public ImmutableArray<ReasonCount> SkippedBy { get; init; } = [];

    /// <summary>How many of the refused were retired.</summary>
    [Id(5)]
    public int Retired { get; init; }

    /// <summary>How many of the refused are proposed to be retired.</summary>
    [Id(6)]
    public int Proposed { get; init; }

    /// <summary>All devices of the report.</summary>
    public long Devices => (long)Accepted + Unknown + RejectedBy.Sum(r => r.Count) + SkippedBy.Sum(r => r.Count);
}
