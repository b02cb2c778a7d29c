using Push.Apns;

namespace Push.Grains.Connections;

/// <summary>One notification to one device.</summary>
/// <param name="Token">The device.</param>
/// <param name="Content">Payload and headers; a topic left out becomes the app's.</param>
/// <param name="Id">The <c>apns-id</c>; null: one is made.</param>
[GenerateSerializer, Immutable, Alias("push.single-send")]
public sealed record SingleSend(
    [property: Id(0)] DeviceToken Token,
    [property: Id(1)] NotificationContent Content,
    [property: Id(2)] Guid? Id = null);

/// <summary>What became of a single notification.</summary>
/// <param name="Answer">How the last attempt ended.</param>
/// <param name="ApnsId">The <c>apns-id</c> answered, else the one sent.</param>
[GenerateSerializer, Immutable, Alias("push.send-receipt")]
public sealed record SendReceipt([property: Id(0)] Answer Answer, [property: Id(1)] Guid ApnsId)
{
    /// <summary>The header <c>apns-unique-id</c>, which the sandbox gives.</summary>
    [Id(2)]
    public string? UniqueId { get; init; }

    /// <summary>With status 410: when Apple learned that the token is no longer valid.</summary>
    [Id(3)]
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>How often it was sent.</summary>
    [Id(4)]
    public int Attempts { get; init; } = 1;

    /// <summary>What the answer changed about the device.</summary>
    [Id(5)]
    public Devices.DeviceEffect Effect { get; init; }

    /// <summary>Why there is no connection, or what refuses the credential.</summary>
    [Id(6)]
    public Campaigns.CampaignProblem? Problem { get; init; }

    /// <summary>The receipt of one attempt.</summary>
    public static SendReceipt Of(in AttemptResult result) => new(Answer.Of(result), result.Id)
    {
        UniqueId = result.UniqueId,
        Timestamp = result.Timestamp,
    };
}
