using Push.Apns;
using Push.Grains.Audiences;

namespace Push.Grains.Campaigns;

/// <summary>What a campaign sends, and to whom. Stored once and never changed.</summary>
/// <param name="App">The configured app whose topic and credential are used.</param>
/// <param name="Content">Payload and headers; a topic left out becomes the app's.</param>
/// <param name="List">The imported list that is the audience, or null for all devices of the app.</param>
/// <param name="Policy">What happens when nobody knows whether a notification arrived.</param>
/// <param name="Filter">Only devices of the audience that it means; null: all of them.</param>
[GenerateSerializer, Immutable, Alias("push.campaign-spec")]
public sealed record CampaignSpec(
    [property: Id(0)] string App,
    [property: Id(1)] NotificationContent Content,
    [property: Id(2)] string? List = null,
    [property: Id(3)] UnknownPolicy Policy = UnknownPolicy.AtLeastOnce,
    [property: Id(4)] AudienceFilter? Filter = null);

/// <summary>What follows from an attempt whose end is unknown. Apple promises no deduplication.</summary>
public enum UnknownPolicy
{
    /// <summary>It is sent again, so a device may get it twice; with a collapse id the device shows one.</summary>
    AtLeastOnce,

    /// <summary>It counts as unknown and is never sent again.</summary>
    AtMostOnce,
}
