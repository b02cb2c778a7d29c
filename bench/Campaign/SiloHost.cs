using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Push.Apns;
using Push.Bench.Clients;
using Push.Bench.Processes;
using Push.Client;
using Push.Grains.Apps;
using Push.Grains.Campaigns;
using Push.Silo;

namespace Push.Bench.Campaign;

/// <summary>
/// The inside of a silo process. It does one thing, importing or sending, first for a few devices and then, measured,
/// for all: what sending reads was written by another process, so it comes from SQLite.
/// </summary>
static class SiloHost
{
    public const string App = "bench";
    private const string WarmUpList = "warm-up";
    private const string List = "all";
    private const int WarmUpDevices = 20_000;
    private const int OneRefusalIn = 50;
    private static readonly TimeSpan WatchInterval = TimeSpan.FromMilliseconds(20);

    /// <summary>What is sent.</summary>
    public static NotificationContent Content { get; } = new()
    {
        Payload = Workload.Payload(Workload.SmallPayload),
        PushType = new PushType(Workload.PushType),
        Priority = Workload.Priority,
    };

    public static async Task<int> ImportAsync(CancellationToken cancellationToken)
    {
        var settings = SiloSettings.Parse(await Console.In.ReadLineAsync(cancellationToken));
        using var host = await StartAsync(settings, cancellationToken);
        var client = host.Services.GetRequiredService<PushClient>();
        await ImportAsync(client, WarmUpList, WarmUpDevices, cancellationToken);
        await AnswerAsync(
            settings.Devices, () => ImportAsync(client, List, settings.Devices, cancellationToken, settings.Refusals));
        await host.StopAsync(cancellationToken);
        return 0;
    }

    public static async Task<int> SendAsync(CancellationToken cancellationToken)
    {
        var settings = SiloSettings.Parse(await Console.In.ReadLineAsync(cancellationToken));
        using var host = await StartAsync(settings, cancellationToken);
        var client = host.Services.GetRequiredService<PushClient>();
        await SendAsync(client, WarmUpList, WarmUpDevices, cancellationToken);
        // What the first one costs beyond the second is the JIT's work; the peer is warmed up, too. Who was refused is
        // retired, so a second campaign would be another one.
        for (var campaign = 0; campaign < (settings.Refusals ? 1 : 2); campaign++)
            await AnswerAsync(
                settings.Devices, () => SendAsync(client, List, settings.Devices, cancellationToken));
        await host.StopAsync(cancellationToken);
        return 0;
    }

    public static async Task<IHost> StartAsync(SiloSettings settings, CancellationToken cancellationToken)
    {
        var options = new PushSiloOptions { Data = settings.Data };
        options.Push.Apps[App] = new AppOptions
        {
            Topic = Workload.Topic,
            Environment = ApnsEnvironment.Simulator,
            Connections = settings.Connections,
            KeyFile = settings.KeyFile,
            KeyId = ProviderTokens.KeyId,
            TeamId = ProviderTokens.TeamId,
            Port = settings.Port,
            RootCertificateFile = settings.RootCertificateFile,
        };
        var builder = PushSilo.CreateEmbedded(options);
        builder.Services.AddPushClient();
        var host = builder.Build();
        await host.StartAsync(cancellationToken);
        return host;
    }

    public static async Task ImportAsync(
        PushClient client, string list, int devices, CancellationToken cancellationToken, bool refusals = false)
    {
        var summary = await client.Audiences.ImportAsync(
            App, list, Tokens(devices, refusals), cancellationToken: cancellationToken);
        if (summary.Devices != devices)
            throw new BenchException($"{summary.Devices} of {devices} devices were imported.");
    }

    public static async Task SendAsync(
        PushClient client, string list, int devices, CancellationToken cancellationToken)
    {
        var campaign = await client.Campaigns.CreateAsync(new CampaignSpec(App, Content, list));
        await client.Campaigns.StartAsync(campaign.Id);
        await foreach (var status in client.Campaigns.WatchAsync(campaign.Id, WatchInterval, cancellationToken))
            campaign = status;
        if (campaign.Counts.Accepted + campaign.Counts.Rejected != devices)
            throw new BenchException($"{campaign.Counts.Accepted} of {devices} were accepted: {campaign.Counts}.");
    }

    private static async IAsyncEnumerable<DeviceToken> Tokens(int count, bool refusals)
    {
        var index = 0;
        foreach (var token in Workload.Tokens(count))
        {
            if (refusals && index++ % OneRefusalIn == 0) Workload.Unregister(token);
            yield return DeviceToken.FromBytes(token);
        }
        await Task.CompletedTask;
    }

    private static async Task AnswerAsync(int devices, Func<Task> measured)
    {
        var processor = ProcessorTime.OfThisProcess();
        var written = WrittenBytes.OfThisProcess();
        var started = Stopwatch.GetTimestamp();
        await measured();
        var elapsed = Stopwatch.GetElapsedTime(started);
        processor = ProcessorTime.OfThisProcess() - processor;
        var sample = new SiloSample(
            devices, elapsed.TotalSeconds, processor.TotalSeconds, ResidentMemory.PeakOfThisProcess(),
            WrittenBytes.OfThisProcess() - written);
        await Console.Out.WriteLineAsync(JsonSerializer.Serialize(sample));
    }
}
