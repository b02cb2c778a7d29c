using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Push.Simulator;

namespace Push.Silo.Http;

/// <summary>A silo with its HTTP endpoints and a simulated APNs behind, for all tests of a class.</summary>
public sealed class SiloWithHttp : IAsyncLifetime
{
    private WebApplication _silo = null!;
    private SimulatedApp _app = null!;

    public HttpClient Client { get; private set; } = null!;

    public ApnsSimulator Simulator => _app.Simulator;

    public async ValueTask InitializeAsync()
    {
        _app = await SimulatedApp.StartAsync(TestContext.Current.CancellationToken);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Configuration.AddInMemoryCollection(_app.Settings);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddPushSilo(PushSiloOptions.Read(builder.Configuration));
        builder.Services.AddPushHttp();
        _silo = builder.Build();
        _silo.MapPush();
        await _silo.StartAsync(TestContext.Current.CancellationToken);
        Client = new HttpClient { BaseAddress = new Uri(_silo.Urls.Single()) };
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _silo.StopAsync(CancellationToken.None);
        await _silo.DisposeAsync();
        await _app.DisposeAsync();
    }
}
