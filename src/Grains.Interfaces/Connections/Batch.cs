using Push.Apns;
using Push.Grains.Audiences;

namespace Push.Grains.Connections;

/// <summary>One notification to many devices.</summary>
/// <param name="Nonce">16 random bytes of the campaign, from which every <c>apns-id</c> is computed.</param>
/// <param name="Content">Payload and headers.</param>
/// <param name="Devices">The devices, packed.</param>
/// <param name="WriteWithin">The time the lease has left: nothing is written after it.</param>
[GenerateSerializer, Immutable, Alias("push.batch")]
public sealed record Batch(
    [property: Id(0)] Guid Nonce,
    [property: Id(1)] NotificationContent Content,
    [property: Id(2)] DeviceRows Devices,
    [property: Id(3)] TimeSpan WriteWithin);
