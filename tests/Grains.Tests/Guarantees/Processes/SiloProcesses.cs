using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Push.Grains.Clusters;
using Push.Simulator;
using Push.Testing;
using Push.Testing.Guarantees;
using StackExchange.Redis;

namespace Push.Grains.Guarantees.Processes;

/// <summary>A cluster of silos that are processes, over a Redis server of its own, with a simulated APNs in this process.</summary>
internal sealed class SiloProcesses : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly List<ChildProcess> _silos = [];
    private IHost? _client;

    public ApnsSimulator Apns { get; private set; } = null!;

    public RedisServer Redis { get; private set; } = null!;

    public IReadOnlyList<ChildProcess> Silos => _silos;

    public IGrainFactory Grains => _client!.Services.GetRequiredService<IClusterClient>();

    public static async Task<SiloProcesses> StartAsync(int count, SimulatorOptions simulator)
    {
        var cluster = new SiloProcesses
        {
            Apns = await ApnsSimulator.StartAsync(simulator, TestContext.Current.CancellationToken),
        };
        try
        {
            await cluster.StartAsync(count);
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
        return cluster;
    }

    public async ValueTask DisposeAsync()
    {
        if (_client is not null) await _client.StopAsync(CancellationToken.None);
        _client?.Dispose();
        foreach (var silo in _silos) await silo.DisposeAsync();
        if (Redis is not null) await Redis.DisposeAsync();
        await Apns.DisposeAsync();
        _folder.Dispose();
    }

    private async Task StartAsync(int count)
    {
        Redis = await RedisServer.StartAsync(_folder.Path);
        var root = _folder.Write("root.pem", Apns.CertificatePem);
        var key = TestKeys.WriteP8(_folder);
        for (var i = 0; i < count; i++)
        {
            _silos.Add(await ChildProcess.StartAsync(
                "dotnet",
                [
                    Path.Combine(AppContext.BaseDirectory, "Push.Grains.Child.dll"),
                    Redis.Port, FreePort.Take(), FreePort.Take(), Apns.Port.ToString(CultureInfo.InvariantCulture),
                    root, key, TestKeys.TeamId, PushCluster.Topic, GuaranteeSize.Chunk.ToString(CultureInfo.InvariantCulture),
                ],
                "ready"));
        }
        _client = await ConnectAsync(Redis.Port);
    }

    private static async Task<IHost> ConnectAsync(string redis)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleansClient(client => client
            .Configure<ClusterOptions>(options => options.ClusterId = options.ServiceId = "push-tests")
            .UseRedisClustering(options => options.ConfigurationOptions = ConfigurationOptions.Parse($"127.0.0.1:{redis}")));
        var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        return host;
    }
}
