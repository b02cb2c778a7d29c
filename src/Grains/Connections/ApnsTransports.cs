using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Push.Apns;
using Push.Apns.Connections;
using Push.Grains.Apps;
using Push.Grains.Credentials;

namespace Push.Grains.Connections;

/// <summary>Makes the transport of a connection slot.</summary>
internal sealed class ApnsTransports(
    ClusterTokenSources tokens,
    IOptions<PushOptions> options,
    TimeProvider time,
    ILogger<ConnectionGrain> log)
{
    private readonly ProxyRules _proxies = options.Value.Proxy is { } proxy
        ? new ProxyRules(proxy)
        : ProxyRules.FromEnvironment(Environment.GetEnvironmentVariable);

    public IApnsTransport Create(App app) => new ApnsTransport(app.Name, new ApnsConnectionOptions
    {
        Endpoint = app.Endpoint,
        Credential = app.Certificate is { } certificate ? certificate : new TokenCredential(tokens.Of(app.Signer!)),
        AdditionalRoots = app.Roots,
        Proxy = _proxies.For(app.Endpoint.Host, app.Endpoint.Port),
        Time = time,
    }, log);
}
