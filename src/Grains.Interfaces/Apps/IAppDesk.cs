using System.Collections.Immutable;
using Push.Grains.Campaigns;

namespace Push.Grains.Apps;

/// <summary>The side of an app that silos see: they say what Apple answered, and hear how the app stands. Key: the app's name.</summary>
/// <remarks>Called once for many answers by each silo; implemented by the app.</remarks>
[GrainInterfaceType("push.app-desk"), Alias("push.app-desk")]
public interface IAppDesk : IGrainWithStringKey
{
    /// <summary>
    /// Takes a report. Its proposals are in storage before the call returns. Repeating it does no harm: by its number it is
    /// counted once.
    /// </summary>
    [Alias("Report"), ResponseTimeout("00:00:10")]
    Task<AppStanding> Report(AppReport report);
}

/// <summary>What Apple answered a silo since its last report.</summary>
/// <param name="Answers">Notifications that Apple accepted or refused.</param>
/// <param name="Proposals">Where the devices stand whose tokens it called bad.</param>
[GenerateSerializer, Immutable, Alias("push.app-report")]
public sealed record AppReport(
    [property: Id(0)] int Answers,
    [property: Id(1)] ImmutableArray<ProposalBatch> Proposals)
{
    /// <summary>What of the app's gate it closed or opened, in that order.</summary>
    [Id(2)]
    public ImmutableArray<GateChange> Gate { get; init; } = [];

    /// <summary>Who reports: a silo, from its start to its end.</summary>
    [Id(3)]
    public Guid Channel { get; init; }

    /// <summary>Its place among the channel's reports, from 1 on. The next is made when this one was acknowledged.</summary>
    [Id(4)]
    public long Number { get; init; }
}

/// <summary>
/// Devices of one segment that were proposed to be retired by one call. Their rows carry the same stamp, so none of them
/// is named here.
/// </summary>
/// <param name="Stamp">The stamp in the rows: the time of the call, in milliseconds since 1970.</param>
/// <param name="Segment">The segment.</param>
/// <param name="Segments">How many segments there were.</param>
/// <param name="Devices">How many devices.</param>
[GenerateSerializer, Immutable, Alias("push.proposal-batch")]
public readonly record struct ProposalBatch(
    [property: Id(0)] long Stamp,
    [property: Id(1)] int Segment,
    [property: Id(2)] int Segments,
    [property: Id(3)] int Devices);

/// <summary>How an app stands, as far as those who send must know.</summary>
/// <param name="Brake">What its campaigns are to stop for, or null.</param>
[GenerateSerializer, Immutable, Alias("push.app-standing")]
public sealed record AppStanding([property: Id(0)] CampaignProblem? Brake)
{
    /// <summary>What of the app's gate is closed.</summary>
    [Id(1)]
    public ImmutableArray<GateClosure> Closed { get; init; } = [];
}
