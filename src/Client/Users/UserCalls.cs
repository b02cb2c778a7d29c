using System.Collections.Immutable;
using Push.Apns;
using Push.Grains.Devices;
using Push.Grains.Notifications;
using Push.Grains.Users;

namespace Push.Client.Users;

/// <summary>Calls about the users of an app: a user's devices are those registered with its id in the attribute <c>userId</c>.</summary>
public sealed class UserCalls
{
    private readonly IGrainFactory _grains;

    internal UserCalls(IGrainFactory grains) => _grains = grains;

    /// <summary>The devices that belong to a user now, at most <see cref="IUserGrain.MaxDevices"/>. Retired ones are none.</summary>
    /// <param name="app">The configured app.</param>
    /// <param name="user">The user's id.</param>
    /// <exception cref="PushRequestException">Unknown app, or a malformed user id.</exception>
    public Task<ImmutableArray<DeviceRecord>> GetDevicesAsync(string app, string user) => User(app, user).GetDevices(user);

    /// <summary>Sends one notification to each device of a user.</summary>
    /// <param name="app">The configured app.</param>
    /// <param name="user">The user's id.</param>
    /// <param name="content">Payload and headers; a topic left out becomes the app's.</param>
    /// <param name="id">
    /// Each device's <c>apns-id</c> is computed from it and the token, so a repeated call carries the same; null: one is made.
    /// </param>
    /// <param name="cancellationToken">Stops waiting; what was written by then may still arrive.</param>
    /// <returns>What became of it, for each device; empty when the user has none.</returns>
    /// <exception cref="PushRequestException">Unknown app, a malformed user id, or an invalid notification.</exception>
    public Task<ImmutableArray<UserReceipt>> SendAsync(
        string app, string user, NotificationContent content, Guid? id = null, CancellationToken cancellationToken = default) =>
        User(app, user).Send(new UserSend(user, content, id), cancellationToken);

    private IUserGrain User(string app, string user) => _grains.GetGrain<IUserGrain>(UserKey.Of(app, user));
}
