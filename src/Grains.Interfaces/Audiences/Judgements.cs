using System.Collections.Immutable;
using Push.Apns;
using Push.Grains.Devices;

namespace Push.Grains.Audiences;

/// <summary>What Apple said of several devices of one segment.</summary>
/// <param name="Items">One for each device.</param>
/// <param name="Stamp">
/// The time of the call in milliseconds since 1970. Devices that it proposes to retire carry it, and are found by it.
/// </param>
[GenerateSerializer, Immutable, Alias("push.judgements")]
public sealed record Judgements([property: Id(0)] ImmutableArray<Judgement> Items, [property: Id(1)] long Stamp)
{
    /// <summary>The campaign whose notifications were answered; null for a single one.</summary>
    [Id(2)]
    public string? Campaign { get; init; }
}

/// <summary>What Apple said of one device.</summary>
/// <param name="Token">The device.</param>
/// <param name="Reason">Apple's reason as a reason to retire.</param>
/// <param name="GoneSince">Apple's timestamp (410), in milliseconds since 1970; 0 without one.</param>
/// <param name="RegisteredAt">When the list that it was sent from says it was registered; 0 when that is not known.</param>
[GenerateSerializer, Immutable, Alias("push.judgement")]
public readonly record struct Judgement(
    [property: Id(0)] DeviceToken Token,
    [property: Id(1)] RetirementReason Reason,
    [property: Id(2)] long GoneSince,
    [property: Id(3)] long RegisteredAt);

/// <summary>What judgements changed.</summary>
/// <param name="Retired">Devices retired, those retired before included.</param>
/// <param name="Proposed">Devices whose retirement is proposed, those proposed before included.</param>
[GenerateSerializer, Immutable, Alias("push.judgement-result")]
public readonly record struct JudgementResult([property: Id(0)] int Retired, [property: Id(1)] int Proposed);
