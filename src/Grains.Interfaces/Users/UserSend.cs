using Push.Apns;
using Push.Grains.Connections;

namespace Push.Grains.Users;

/// <summary>One notification to a user.</summary>
/// <param name="User">The user's id.</param>
/// <param name="Content">Payload and headers; a topic left out becomes the app's.</param>
/// <param name="Id">Each device's <c>apns-id</c> is computed from it and the token; null: one is made.</param>
[GenerateSerializer, Immutable, Alias("push.user-send")]
public sealed record UserSend(
    [property: Id(0)] string User,
    [property: Id(1)] NotificationContent Content,
    [property: Id(2)] Guid? Id = null);

/// <summary>What became of a notification to one of a user's devices.</summary>
/// <param name="Token">The device.</param>
/// <param name="Receipt">What became of it.</param>
[GenerateSerializer, Immutable, Alias("push.user-receipt")]
public sealed record UserReceipt([property: Id(0)] DeviceToken Token, [property: Id(1)] SendReceipt Receipt);
