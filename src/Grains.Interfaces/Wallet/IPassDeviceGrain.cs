using System.Collections.Immutable;
using Push.Apns;

namespace Push.Grains.Wallet;

/// <summary>
/// One device and the passes of one type that it has registered. What stands here is the truth of a registration; the
/// pages of a pass only say which devices to ask. Key: <see cref="PassKey.TryOfDevice"/>.
/// </summary>
/// <remarks>Called by the PassKit web service and by pages; sends update pushes through <see cref="Devices.IDeviceGrain"/>.</remarks>
[GrainInterfaceType("push.pass-device"), Alias("push.pass-device")]
public interface IPassDeviceGrain : IGrainWithStringKey
{
    /// <summary>Registers a pass.</summary>
    [Alias("Register")]
    Task<PassRegistrationResult> Register(PassRegistration registration);

    /// <summary>Removes a registration, also one that isn't there.</summary>
    /// <returns>False when there is no such pass or the token is another.</returns>
    [Alias("Unregister")]
    Task<bool> Unregister(string serial, string authenticationToken);

    /// <summary>The passes that changed since an update tag; null when none did.</summary>
    /// <param name="tag">The tag that the device was given last; null or one that isn't known any more: all passes.</param>
    [Alias("GetUpdated")]
    Task<UpdatedPasses?> GetUpdated(string? tag);

    /// <summary>
    /// Notes a change of a pass, and sends an update push; changes within the next moment share it. Returns when it was
    /// sent.
    /// </summary>
    [Alias("Announce"), ResponseTimeout("00:02:00")]
    Task<AnnouncementResult> Announce(string serial, PassAnnouncement announcement);

    /// <summary>The device as it stands in the lists of its passes; null when it has none.</summary>
    [Alias("Get")]
    Task<RegisteredDevice?> Get();
}

/// <summary>A device that has a pass, and where update pushes reach it.</summary>
/// <param name="Serial">The pass.</param>
/// <param name="AuthenticationToken">What the device took from the pass.</param>
/// <param name="PushToken">The device's token for the pass type.</param>
[GenerateSerializer, Immutable, Alias("push.pass-registration")]
public sealed record PassRegistration(
    [property: Id(0)] string Serial,
    [property: Id(1)] string AuthenticationToken,
    [property: Id(2)] DeviceToken PushToken);

/// <summary>What became of a registration.</summary>
public enum PassRegistrationResult
{
    /// <summary>No such pass, or another token.</summary>
    Unauthorized,

    /// <summary>It is new.</summary>
    Created,

    /// <summary>It was there; the push token is the one given now.</summary>
    Known,

    /// <summary>The device has as many passes of the type, or the pass as many devices, as there is room for.</summary>
    Full,
}

/// <summary>Passes that changed.</summary>
/// <param name="Serials">Their serial numbers.</param>
/// <param name="Tag">The update tag to ask with the next time.</param>
[GenerateSerializer, Immutable, Alias("push.updated-passes")]
public sealed record UpdatedPasses([property: Id(0)] ImmutableArray<string> Serials, [property: Id(1)] string Tag);

/// <summary>What became of the announcement of a change to one device.</summary>
public enum AnnouncementResult : byte
{
    /// <summary>The device doesn't have the pass.</summary>
    NotRegistered,

    /// <summary>The device knows, or never will: APNs has accepted a push, or refused it for good.</summary>
    Told,

    /// <summary>It could not be sent; it is to be announced again.</summary>
    Later,
}
