using System.Collections.Immutable;
using Push.Grains.Campaigns;

namespace Push.Grains.Apps;

/// <summary>An app at one moment.</summary>
/// <param name="App">Its name.</param>
/// <param name="Proposals">The devices that are proposed to be retired, and what holds them.</param>
[GenerateSerializer, Immutable, Alias("push.app-status")]
public sealed record AppStatus([property: Id(0)] string App, [property: Id(1)] ProposalStatus Proposals)
{
    /// <summary>What Apple refuses at present: the credential, or topics. Empty while the gate is open.</summary>
    [Id(2)]
    public ImmutableArray<GateClosure> Closed { get; init; } = [];
}

/// <summary>The devices of an app that are proposed to be retired, because Apple called their tokens bad.</summary>
/// <param name="Waiting">Proposals that nothing has been decided about.</param>
/// <param name="Answers">The answers that were looked at last, at least 1,000 as soon as there were so many.</param>
/// <param name="Bad">How many of these answers were BadDeviceToken.</param>
/// <param name="LimitPercent">The share of bad tokens, in percent, from which on the brake is put on.</param>
[GenerateSerializer, Immutable, Alias("push.proposal-status")]
public sealed record ProposalStatus(
    [property: Id(0)] long Waiting,
    [property: Id(1)] int Answers,
    [property: Id(2)] int Bad,
    [property: Id(3)] int LimitPercent)
{
    /// <summary>What the brake holds the app's campaigns for; null while it is off.</summary>
    [Id(4)]
    public CampaignProblem? Brake { get; init; }

    /// <summary>Since when the brake is on.</summary>
    [Id(5)]
    public DateTimeOffset? BrakedAt { get; init; }

    /// <summary>A decision that still holds for what is proposed; null when the brake watches.</summary>
    [Id(6)]
    public ProposalDecision? Decided { get; init; }
}
