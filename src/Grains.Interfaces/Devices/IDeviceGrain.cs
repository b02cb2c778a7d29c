using Push.Apns;
using Push.Grains.Connections;

namespace Push.Grains.Devices;

/// <summary>
/// One device of one app: the one place that changes it. Key: <see cref="DeviceKey"/>, made of the token's hash; the
/// token itself travels with each call. It has no state of its own: the device's record is a row of its app's audience.
/// </summary>
/// <remarks>Called by clients; changes its segment, and sends through a connection slot. Campaigns go past it.</remarks>
[GrainInterfaceType("push.device"), Alias("push.device")]
public interface IDeviceGrain : IGrainWithStringKey
{
    /// <summary>Registers the device, now. A device that was retired comes back.</summary>
    /// <exception cref="Notifications.PushRequestException">Unknown app, or attributes that are none.</exception>
    [Alias("Register")]
    Task<RegisterResult> Register(Registration registration);

    /// <summary>Forgets the device.</summary>
    /// <returns>Whether it was registered.</returns>
    [Alias("Unregister")]
    Task<bool> Unregister([Immutable] DeviceToken token);

    /// <summary>The device's record, or null when it is not known.</summary>
    [Alias("Get")]
    Task<DeviceRecord?> Get([Immutable] DeviceToken token);

    /// <summary>
    /// Sends one notification, and applies what Apple says of the token. The device need not be registered. What was
    /// certainly not sent is tried again for some seconds.
    /// </summary>
    /// <exception cref="Notifications.PushRequestException">Unknown app, or an invalid notification.</exception>
    [Alias("Send"), ResponseTimeout("00:01:00")]
    Task<SendReceipt> Send(SingleSend send, CancellationToken cancellationToken);
}
