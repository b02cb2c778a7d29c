using Push.Grains.Campaigns;

namespace Push.Grains.Apps;

/// <summary>Something that Apple refuses, so that nothing of it is sent but a request now and then that tries.</summary>
/// <param name="Topic">The topic; null: the app's credential.</param>
/// <param name="Problem">What Apple says.</param>
/// <param name="Since">Since when.</param>
[GenerateSerializer, Immutable, Alias("push.gate-closure")]
public sealed record GateClosure(
    [property: Id(0)] string? Topic,
    [property: Id(1)] CampaignProblem Problem,
    [property: Id(2)] DateTimeOffset Since)
{
    /// <summary>Until when nothing at all is sent, not even to try; null: there is no such time.</summary>
    [Id(3)]
    public DateTimeOffset? HeldUntil { get; init; }
}

/// <summary>What a silo found out.</summary>
/// <param name="Topic">The topic; null: the app's credential.</param>
/// <param name="Problem">What Apple says of it; null: it is taken again.</param>
[GenerateSerializer, Immutable, Alias("push.gate-change")]
public sealed record GateChange([property: Id(0)] string? Topic, [property: Id(1)] CampaignProblem? Problem)
{
    /// <summary>How long nothing at all is to be sent, not even to try; 0: no time.</summary>
    [Id(2)]
    public TimeSpan HeldFor { get; init; }
}
