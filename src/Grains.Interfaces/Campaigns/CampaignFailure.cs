using Push.Apns;

namespace Push.Grains.Campaigns;

/// <summary>A device whose notification was not accepted.</summary>
/// <param name="Token">The device.</param>
/// <param name="Outcome">In which of the other ways it ended.</param>
/// <param name="Reason">
/// Why, as the counts name it: Apple's status and reason, or why it was skipped. Of one that is unknown: what came
/// between.
/// </param>
[GenerateSerializer, Immutable, Alias("push.campaign-failure")]
public readonly record struct CampaignFailure(
    [property: Id(0)] DeviceToken Token,
    [property: Id(1)] FailureOutcome Outcome,
    [property: Id(2)] string Reason);

/// <summary>How a recipient ended that was not accepted.</summary>
public enum FailureOutcome : byte
{
    /// <summary>Apple refused.</summary>
    Rejected,

    /// <summary>Nothing was sent, or nothing that Apple took while it was worth trying.</summary>
    Skipped,

    /// <summary>It may have arrived.</summary>
    Unknown,
}
