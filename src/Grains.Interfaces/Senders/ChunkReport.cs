using System.Collections.Immutable;
using Push.Grains.Campaigns;

namespace Push.Grains.Senders;

/// <summary>
/// What became of every device that was leased, and who of them is owed another attempt. Counts once, for the lease that
/// it names.
/// </summary>
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

    /// <summary>Who is owed another attempt; null: nobody. Stored by <see cref="IChunkNotesGrain"/> before the report is sent.</summary>
    [Id(7)]
    public RemainderSummary? Remainder { get; init; }

    /// <summary>Whether anything was stored about the chunk.</summary>
    [Id(8)]
    public bool HasNotes { get; init; }

    /// <summary>
    /// Whether most of the answers were 500 or 503, and not a few: then the server is in trouble, whoever the device is. Null
    /// when there was no answer.
    /// </summary>
    [Id(9)]
    public bool? IsTroubled { get; init; }

    /// <summary>How many attempts of unknown end are followed by another one, so that a device may get two.</summary>
    [Id(10)]
    public int Repeated { get; init; }

    /// <summary>Devices that have ended with this report.</summary>
    public long Ended => (long)Accepted + Unknown + RejectedBy.Sum(r => r.Count) + SkippedBy.Sum(r => r.Count);

    /// <summary>All devices of the report.</summary>
    public long Devices => Ended + (Remainder?.Devices ?? 0);
}

/// <summary>The devices of a chunk that are owed another attempt.</summary>
/// <param name="Devices">How many.</param>
/// <param name="Uncertain">How many of them may have been reached by an attempt of unknown end.</param>
/// <param name="Due">In how long the first of them is to be sent to.</param>
[GenerateSerializer, Immutable, Alias("push.remainder-summary")]
public sealed record RemainderSummary(
    [property: Id(0)] int Devices,
    [property: Id(1)] int Uncertain,
    [property: Id(2)] TimeSpan Due);
