using Push.Apns;
using Push.Grains.Connections;

namespace Push.Grains.Broadcast;

/// <summary>
/// The broadcast channels of one app: makes and deletes them at Apple, keeps a durable list, counts it against Apple's limit
/// of 10,000, and publishes. Key: <see cref="ChannelsKey"/>. Reentrant: publishing waits for no other call.
/// </summary>
/// <remarks>Called by the client library. What Apple refuses is a value.</remarks>
[GrainInterfaceType("push.channels"), Alias("push.channels")]
public interface IChannelsGrain : IGrainWithStringKey
{
    /// <summary>Makes a channel. It is in the durable list when this returns.</summary>
    /// <exception cref="Notifications.PushRequestException">The limit is reached, or the app has no provider key.</exception>
    [Alias("Create"), ResponseTimeout("00:01:00")]
    Task<ChannelReceipt> Create(ChannelStorage storage);

    /// <summary>Asks Apple about a channel.</summary>
    [Alias("Get"), ResponseTimeout("00:01:00")]
    Task<ChannelReceipt> Get(string channelId);

    /// <summary>The app's channels.</summary>
    /// <param name="refresh">
    /// Whether Apple is asked first and the durable list brought in line with its answer; a list that was never is, anyway.
    /// </param>
    [Alias("List"), ResponseTimeout("00:01:00")]
    Task<ChannelList> List(bool refresh);

    /// <summary>Deletes a channel. One that Apple doesn't know leaves the list, too.</summary>
    [Alias("Delete"), ResponseTimeout("00:01:00")]
    Task<ChannelReceipt> Delete(string channelId);

    /// <summary>Publishes to a channel. What was certainly not sent is tried again for some seconds.</summary>
    /// <exception cref="Notifications.PushRequestException">The broadcast breaks rules of APNs; all of them are named.</exception>
    [Alias("Publish"), ResponseTimeout("00:01:00")]
    Task<SendReceipt> Publish(BroadcastSend broadcast, CancellationToken cancellationToken);
}
