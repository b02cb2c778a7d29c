using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Push.Simulator.Connections;

namespace Push.Simulator.Control;

/// <summary>The control port: HTTP/1.1, so that any language and any test runner can ask.</summary>
internal sealed class ControlServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ControlServer(WebApplication app) => _app = app;

    public int Port { get; private init; }

    /// <exception cref="IOException">The port can't be opened.</exception>
    public static async Task<ControlServer> StartAsync(
        PushService service, SimulatorListener listener, IPAddress bind, int port, CancellationToken cancellationToken)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(bind, port, listen => listen.Protocols = HttpProtocols.Http1);
        });
        WebApplication app = builder.Build();
        try
        {
            app.Use(ControlInput.RunAsync);
            ControlEndpoints.Map(app, service);
            LedgerEndpoints.Map(app, service.Ledger);
            FaultEndpoints.Map(app, service.Faults, listener);
            await app.StartAsync(cancellationToken).ConfigureAwait(false);
            return new ControlServer(app) { Port = new Uri(app.Urls.First()).Port };
        }
        catch
        {
            await app.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
