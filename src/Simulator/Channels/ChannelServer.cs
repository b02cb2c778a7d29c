using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;
using Push.Simulator.Certificates;
using Push.Simulator.Connections;

namespace Push.Simulator.Channels;

/// <summary>The port of channel management: HTTP/2 over TLS with the simulator's certificate.</summary>
internal sealed class ChannelServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ChannelServer(WebApplication app) => _app = app;

    public int Port { get; private init; }

    /// <exception cref="IOException">The port can't be opened.</exception>
    public static async Task<ChannelServer> StartAsync(
        PushService service, SimulatorCertificate certificate, int port, CancellationToken cancellationToken)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MaxConcurrentConnections = service.Options.Connections;
            kestrel.Listen(service.Options.Bind, port, listen =>
            {
                listen.Protocols = HttpProtocols.Http2;
                listen.UseHttps(https =>
                {
                    https.ServerCertificate = certificate.Server;
                    if (service.Options.Authentication == SimulatorAuthentication.Certificate)
                        https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
#pragma warning disable CA5359 // Who signed a client's certificate does not matter here; what it names is judged per request.
                    https.ClientCertificateValidation = (_, _, _) => true;
#pragma warning restore CA5359
                });
            });
        });
        WebApplication app = builder.Build();
        try
        {
            app.Run(new ChannelManagement(service).AnswerAsync);
            await app.StartAsync(cancellationToken).ConfigureAwait(false);
            return new ChannelServer(app) { Port = new Uri(app.Urls.First()).Port };
        }
        catch
        {
            await app.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
