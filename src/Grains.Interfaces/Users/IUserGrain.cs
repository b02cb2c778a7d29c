using System.Collections.Immutable;
using Orleans.Concurrency;
using Push.Apns;
using Push.Grains.Devices;

namespace Push.Grains.Users;

/// <summary>
/// The devices of one user of an app: those registered with its id in the attribute <c>userId</c>. Key: <see cref="UserKey"/>.
/// </summary>
/// <remarks>
/// Called by clients; devices and imports keep its list. What the list says is never believed: each device's own row is
/// asked whether it still belongs to the user, so the list may hold more than is true and never less.
/// </remarks>
[GrainInterfaceType("push.user"), Alias("push.user")]
public interface IUserGrain : IGrainWithStringKey
{
    /// <summary>The most devices of a user. Who registers one more loses the one that has been the user's for longest.</summary>
    const int MaxDevices = 100;

    /// <summary>The devices that belong to the user now. Retired ones are none.</summary>
    /// <exception cref="Notifications.PushRequestException">Unknown app.</exception>
    [Alias("GetDevices"), AlwaysInterleave]
    Task<ImmutableArray<DeviceRecord>> GetDevices(string user);

    /// <summary>Sends one notification to each device of the user, and applies what Apple says of their tokens.</summary>
    /// <returns>What became of it, for each device; empty when the user has none.</returns>
    /// <exception cref="Notifications.PushRequestException">Unknown app, or an invalid notification.</exception>
    [Alias("Send"), AlwaysInterleave, ResponseTimeout("00:01:15")]
    Task<ImmutableArray<UserReceipt>> Send(UserSend send, CancellationToken cancellationToken);

    /// <summary>A device is about to become the user's.</summary>
    [Alias("Add")]
    Task Add([Immutable] DeviceToken token);

    /// <summary>Devices that were found not to be the user's leave its list; those added a short while ago stay.</summary>
    [Alias("Remove")]
    Task Remove(ImmutableArray<DeviceToken> tokens);
}
