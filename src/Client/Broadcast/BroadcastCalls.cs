using Push.Apns;
using Push.Grains.Broadcast;
using Push.Grains.Connections;
using Push.Grains.Notifications;

namespace Push.Client.Broadcast;

/// <summary>Calls about the broadcast channels of Live Activities, and broadcasts to them.</summary>
public sealed class BroadcastCalls
{
    private readonly IGrainFactory _grains;

    internal BroadcastCalls(IGrainFactory grains) => _grains = grains;

    /// <summary>Makes a channel; its id, to which the app on the devices subscribes, is in the receipt.</summary>
    /// <param name="app">The configured app.</param>
    /// <param name="storage">What it keeps for devices that aren't reached; can't be changed later.</param>
    /// <exception cref="PushRequestException">Unknown app, no provider key, or 10,000 channels are there.</exception>
    public Task<ChannelReceipt> CreateChannelAsync(string app, ChannelStorage storage) => Channels(app).Create(storage);

    /// <summary>Asks Apple about a channel.</summary>
    /// <exception cref="PushRequestException">Unknown app, or a malformed id.</exception>
    public Task<ChannelReceipt> GetChannelAsync(string app, string channelId) => Channels(app).Get(channelId);

    /// <summary>The channels of an app.</summary>
    /// <param name="app">The configured app.</param>
    /// <param name="refresh">Whether Apple is asked, in case others made or deleted some.</param>
    /// <exception cref="PushRequestException">Unknown app, or no provider key.</exception>
    public Task<ChannelList> ListChannelsAsync(string app, bool refresh = false) => Channels(app).List(refresh);

    /// <summary>Deletes a channel.</summary>
    /// <exception cref="PushRequestException">Unknown app, or a malformed id.</exception>
    public Task<ChannelReceipt> DeleteChannelAsync(string app, string channelId) => Channels(app).Delete(channelId);

    /// <summary>Publishes one update or end to all devices that subscribed to a channel.</summary>
    /// <param name="app">The configured app.</param>
    /// <param name="broadcast">Channel and payload.</param>
    /// <param name="cancellationToken">Stops waiting; what was written by then may still arrive.</param>
    /// <exception cref="PushRequestException">Unknown app, or the broadcast breaks rules of APNs; all of them are named.</exception>
    public Task<SendReceipt> PublishAsync(string app, BroadcastSend broadcast, CancellationToken cancellationToken = default) =>
        Channels(app).Publish(broadcast, cancellationToken);

    private IChannelsGrain Channels(string app) => _grains.GetGrain<IChannelsGrain>(ChannelsKey.Of(app));
}
