using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Push.Apns;
using Push.Grains.Apps;
using Push.Silo;
using Push.Simulator;
using Push.Testing;

namespace Push.Client.Clusters;

/// <summary>A silo on SQLite with a simulated APNs behind it, and a client that is connected to its gateway.</summary>
internal sealed class RunningSilo : IAsyncDisposable
{
    public const string App = "shop";
    public const string Topic = "com.example.shop";

    private readonly TempFolder _folder;
    private readonly IHost _silo;
    private readonly IHost _client;

    private RunningSilo(ApnsSimulator apns, TempFolder folder, IHost silo, IHost client)
    {
        (Apns, _folder, _silo, _client) = (apns, folder, silo, client);
        Gateway = GatewayOf(silo);
    }

    public ApnsSimulator Apns { get; }

    public IPEndPoint Gateway { get; }

    /// <summary>Over the gateway, as in another process.</summary>
    public PushClient Outside => _client.Services.GetRequiredService<PushClient>();

    /// <summary>Inside the silo.</summary>
    public PushClient Inside => _silo.Services.GetRequiredService<PushClient>();

    public static async Task<RunningSilo> StartAsync(TimeSpan latency = default, Action<AppOptions>? configure = null)
    {
        var stop = TestContext.Current.CancellationToken;
        var folder = new TempFolder();
        var apns = await ApnsSimulator.StartAsync(new SimulatorOptions { ControlPort = null, Latency = latency }, stop);
        var options = new PushSiloOptions { Data = folder.Path };
        options.Push.Apps[App] = new AppOptions
        {
            Topic = Topic,
            Environment = ApnsEnvironment.Simulator,
            Port = apns.Port,
            KeyFile = TestKeys.WriteP8(folder),
            TeamId = TestKeys.TeamId,
            AdditionalRoots = [apns.Certificate],
        };
        configure?.Invoke(options.Push.Apps[App]);
        var builder = PushSilo.CreateEmbedded(options);
        builder.Services.AddPushClient();
        var silo = builder.Build();
        await silo.StartAsync(stop);
        var client = Host.CreateEmptyApplicationBuilder(null)
            .AddPushClient(cluster => cluster.UseStaticClustering(GatewayOf(silo))).Build();
        await client.StartAsync(stop);
        return new RunningSilo(apns, folder, silo, client);
    }

    public static NotificationContent Content(string text) => new()
    {
        Payload = new AlertPayload { Body = text }.ToUtf8(),
        PushType = PushType.Alert,
    };

    public async ValueTask DisposeAsync()
    {
        await _client.StopAsync();
        _client.Dispose();
        await _silo.StopAsync();
        _silo.Dispose();
        await Apns.DisposeAsync();
        _folder.Dispose();
    }

    private static IPEndPoint GatewayOf(IHost silo) =>
        new(IPAddress.Loopback, silo.Services.GetRequiredService<IOptions<EndpointOptions>>().Value.GatewayPort);
}
