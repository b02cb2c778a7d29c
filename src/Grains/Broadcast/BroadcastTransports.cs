using Microsoft.Extensions.Options;
using Push.Apns;
using Push.Apns.Connections;
using Push.Grains.Apps;
using Push.Grains.Credentials;
using Push.Grains.Notifications;

namespace Push.Grains.Broadcast;

/// <summary>Makes the transport of an app's channels.</summary>
internal sealed class BroadcastTransports(ClusterTokenSources tokens, IOptions<PushOptions> options, TimeProvider time)
{
    private readonly ProxyRules _proxies = options.Value.Proxy is { } proxy
        ? new ProxyRules(proxy)
        : ProxyRules.FromEnvironment(Environment.GetEnvironmentVariable);

    /// <exception cref="PushRequestException">The app has no provider key, or no port is known.</exception>
    public BroadcastTransport Create(App app)
    {
        if (app.Signer is not { } signer || app.Topic is not { } bundleId)
            throw new PushRequestException(RequestFault.Malformed, $"The app {app.Name} has no provider key (KeyFile): broadcasts need one.");
        if (app.ChannelEndpoint is not { } manage)
            throw new PushRequestException(RequestFault.Malformed,
                $"Push:Apps:{app.Name}:ChannelPort: is needed with the environment simulator to manage channels.");
        var credential = new TokenCredential(tokens.Of(signer));
        var publish = app.BroadcastEndpoint;
        return new BroadcastTransport(
            bundleId,
            new ChannelClient(new ChannelClientOptions
            {
                Endpoint = manage,
                Credential = credential,
                AdditionalRoots = app.Roots,
                Proxy = _proxies.For(manage.Host, manage.Port),
                Time = time,
            }),
            new ApnsClient(new ApnsConnectionOptions
            {
                Endpoint = publish,
                Credential = credential,
                AdditionalRoots = app.Roots,
                Proxy = _proxies.For(publish.Host, publish.Port),
                Time = time,
            }));
    }
}
