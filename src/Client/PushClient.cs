using Push.Apns;
using Push.Client.Apps;
using Push.Client.Audiences;
using Push.Client.Broadcast;
using Push.Client.Campaigns;
using Push.Client.Devices;
using Push.Client.Feeds;
using Push.Client.Users;
using Push.Client.Wallet;
using Push.Grains.Connections;
using Push.Grains.Devices;
using Push.Grains.Notifications;

namespace Push.Client;

/// <summary>
/// What an app's backend asks of the push platform: devices, single notifications, campaigns. One object serves a whole
/// process; all members may be called at the same time.
/// </summary>
/// <remarks>
/// Works over a cluster client and inside a silo alike, since both are an <see cref="IGrainFactory"/>. What Apple
/// refuses is a value; <see cref="PushRequestException"/> says that the request itself is wrong.
/// </remarks>
/// <param name="grains">The cluster.</param>
/// <param name="time">The clock of watching; null: the system's.</param>
public sealed class PushClient(IGrainFactory grains, TimeProvider? time = null)
{
    /// <summary>Registers, unregisters and looks up devices.</summary>
    public DeviceCalls Devices { get; } = new(grains);

    /// <summary>Sends to all devices of a user, and looks at them.</summary>
    public UserCalls Users { get; } = new(grains);

    /// <summary>Imports, counts and exports sets of devices.</summary>
    public AudienceCalls Audiences { get; } = new(grains);

    /// <summary>Stores, changes and hands out Wallet passes.</summary>
    public PassCalls Passes { get; } = new(grains);

    /// <summary>Creates, watches and steers campaigns.</summary>
    public CampaignCalls Campaigns { get; } = new(grains, time ?? TimeProvider.System);

    /// <summary>Broadcast channels of Live Activities, and broadcasts to them.</summary>
    public BroadcastCalls Broadcasts { get; } = new(grains);

    /// <summary>Looks at an app's proposals to retire devices, and decides about them.</summary>
    public AppCalls Apps { get; } = new(grains);

    /// <summary>Reads what happened to devices and campaigns.</summary>
    public FeedCalls Events { get; } = new(grains);

    /// <summary>
    /// Sends one notification to one device, registered or not, and returns Apple's answer. It passes campaigns that are
    /// being sent over the same connections. What was certainly not sent is tried again for some seconds.
    /// </summary>
    /// <param name="app">The configured app.</param>
    /// <param name="token">The device.</param>
    /// <param name="content">Payload and headers; a topic left out becomes the app's.</param>
    /// <param name="id">The <c>apns-id</c>; null: one is made. Give one to have a repeated call carry the same.</param>
    /// <param name="cancellationToken">Stops waiting; what was written by then may still arrive.</param>
    /// <exception cref="PushRequestException">Unknown app, or an invalid notification.</exception>
    public Task<SendReceipt> SendAsync(
        string app,
        DeviceToken token,
        NotificationContent content,
        Guid? id = null,
        CancellationToken cancellationToken = default) =>
        grains.GetGrain<IDeviceGrain>(DeviceKey.Of(app, token)).Send(new SingleSend(token, content, id), cancellationToken);
}
