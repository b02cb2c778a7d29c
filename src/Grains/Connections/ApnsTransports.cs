using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Push.Apns;
using Push.Apns.Connections;
using Push.Grains.Apps;
using Push.Grains.Credentials;

namespace Push.Grains.Connections;

/// <summary>Makes the transport of a connection slot.</summary>
internal sealed class ApnsTransports(
    AppDirectory apps,
    ClusterTokenSources tokens,
    IOptions<PushOptions> options,
    TimeProvider time,
    ILogger<ConnectionGrain> log)
{
    private readonly ProxyRules _proxies = options.Value.Proxy is { } proxy
        ? new ProxyRules(proxy)
        : ProxyRules.FromEnvironment(Environment.GetEnvironmentVariable);

    /// <summary>Makes one. When the app's files are replaced, it changes over, slots of an app a second apart.</summary>
    public IApnsTransport Create(App app, int slot)
    {
        var transport = new ApnsTransport(app.Name, Options(app), time, log);
        apps.Replaced += OnReplaced;
        transport.Disposed = () => apps.Replaced -= OnReplaced;
        return transport;

        void OnReplaced(App replaced)
        {
            if (replaced.Name == app.Name) transport.Change(Options(replaced), TimeSpan.FromSeconds(slot));
        }
    }

    private ApnsConnectionOptions Options(App app) => new()
    {
        Endpoint = app.Endpoint,
        Credential = app.Certificate is { } certificate ? certificate : new TokenCredential(tokens.Of(app.Signer!)),
        AdditionalRoots = app.Roots,
        Proxy = _proxies.For(app.Endpoint.Host, app.Endpoint.Port),
        Time = time,
        TemplateValues = AttributeValues.Instance,
    };
}
