using Push.Apns;
using Push.Apns.Connections;

namespace Push.Grains.Broadcast;

/// <summary>An app's ways to Apple for broadcasts: the management of its channels, and a connection of its own to publish by.</summary>
internal sealed class BroadcastTransport : IAsyncDisposable
{
    private volatile string? _failure;

    public BroadcastTransport(string bundleId, ChannelClient channels, ApnsClient client)
    {
        (BundleId, Channels, Client) = (bundleId, channels, client);
        client.Changed += (_, change) => _failure = change.State == ApnsClientState.Connected ? null : change.Failure?.Message ?? _failure;
    }

    public string BundleId { get; }

    public ChannelClient Channels { get; }

    public ApnsClient Client { get; }

    /// <summary>Why the last try to connect failed; null when there was none since a connection was open.</summary>
    public string? Failure => _failure;

    public ValueTask DisposeAsync()
    {
        Channels.Dispose();
        return Client.DisposeAsync();
    }
}
