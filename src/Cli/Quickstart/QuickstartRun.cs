using System.Security.Cryptography.X509Certificates;
using Push.Apns;
using Push.Cli.Campaigns;
using Push.Cli.CommandLine;
using Push.Cli.Output;
using Push.Grains.Apps;
using Push.Grains.Campaigns;
using Push.Silo;
using Push.Simulator;

namespace Push.Cli.Quickstart;

/// <summary>One quickstart: a new campaign, or the one that an interrupted quickstart left in the folder.</summary>
internal sealed class QuickstartRun(CommandContext context, QuickstartFolder folder, int connections)
{
    private const string App = "quickstart";
    private const string Topic = "com.example.quickstart";
    private const int LeastLedger = 100_000;
    private const string TeamId = "QUICKSTART";

    private static readonly byte[] Payload = """{"aps":{"alert":{"title":"Hello","body":"This is a campaign."}}}"""u8.ToArray();

    private long _stored;

    /// <summary>Runs it to its end, or until the user interrupts.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(int deviceCount)
    {
        await using var simulator = await ApnsSimulator.StartAsync(
            Simulator(deviceCount), context.Cancelled);
        await using var cluster = await EmbeddedCluster.StartAsync(
            SiloOptions(simulator),
            sends: false, // or an interrupted campaign would go on before its counts are read
            context.Terminal,
            _ => $"push quickstart --data {Clusters.Quote(folder.Path)}",
            context.Cancelled);
        var (state, left) = await FindAsync(cluster, deviceCount);
        cluster.BeginSending();
        return await CarryAsync(cluster, simulator, state, left);
    }

    private SimulatorOptions Simulator(int deviceCount) => new()
    {
        ControlPort = null,
        ProviderKey = folder.PublicKey(),
        LedgerTokens = false,
        LedgerCapacity = Math.Max(2 * (folder.ReadState()?.Devices ?? deviceCount), LeastLedger),
    };

    private PushSiloOptions SiloOptions(ApnsSimulator simulator)
    {
        var options = new PushSiloOptions { Data = folder.Path };
        options.Push.Apps[App] = new AppOptions
        {
            Topic = Topic,
            Environment = ApnsEnvironment.Simulator,
            Port = simulator.Port,
            Connections = connections,
            KeyFile = folder.KeyFile,
            TeamId = TeamId,
            AdditionalRoots = new X509Certificate2Collection(simulator.Certificate),
        };
        return options;
    }

    /// <summary>The campaign to go on with, or a new one.</summary>
    private async Task<(QuickstartState State, CampaignStatus? Left)> FindAsync(CampaignCluster cluster, int deviceCount)
    {
        if (folder.ReadState() is { } state)
        {
            var left = await cluster.Push.Campaigns.FindAsync(state.Campaign);
            if (left is { HasEnded: false }) return (state, left);
        }

        return (folder.NewState(deviceCount), null);
    }

    private async Task<int> CarryAsync(
        CampaignCluster cluster, ApnsSimulator simulator, QuickstartState state, CampaignStatus? left)
    {
        var devices = new QuickstartDevices(state.Seed, state.Devices);
        double? importSeconds = null;
        CountsResult? before = null;
        if (left is null or { State: CampaignState.Created })
        {
            importSeconds = await BeginAsync(cluster, state, devices);
        }
        else
        {
            context.Terminal.Note($"going on with campaign {state.Campaign}");
            before = CountsResult.Of(left.Counts);
            await cluster.Push.Campaigns.ResumeAsync(state.Campaign);
        }

        var begun = context.Time.GetTimestamp();
        var (status, exitCode) = await new CampaignRun(context, cluster).WatchAsync(state.Campaign);
        if (!status.HasEnded) folder.Keep();
        var took = context.Time.GetElapsedTime(begun);
        var counts = CountsResult.Of(status.Counts);
        var seen = Count(simulator);
        var result = new QuickstartResult
        {
            Campaign = state.Campaign,
            State = status.State.ToString().ToLowerInvariant(),
            Data = folder.IsTemporary ? null : folder.Path,
            Devices = devices.Count,
            Dead = devices.Dead,
            Bad = devices.Bad,
            Counts = counts,
            Before = before,
            Simulator = seen,
            ImportSeconds = importSeconds,
            Seconds = Math.Round(took.TotalSeconds, 3),
            Rate = Math.Round((seen.Accepted + seen.Rejected) / Math.Max(took.TotalSeconds, 0.001)),
            Differences = status.HasEnded ? QuickstartCheck.Differences(devices, counts, before, seen) : [],
        };
        context.Terminal.Result(result, ResultJson.Readable.QuickstartResult, console => QuickstartView.Draw(console, result));
        return exitCode == ExitCode.Finished && result.Differences.Count > 0 ? ExitCode.Incomplete : exitCode;
    }

    private async Task<double> BeginAsync(CampaignCluster cluster, QuickstartState state, QuickstartDevices devices)
    {
        var begun = context.Time.GetTimestamp();
        var content = new NotificationContent { Payload = Payload, Topic = Topic, PushType = PushType.Alert, Priority = 10 };
        await cluster.Push.Campaigns.CreateAsync(new CampaignSpec(App, content, state.Campaign), state.Campaign);
        await ImportAsync(cluster, state, devices);
        await cluster.Push.Campaigns.StartAsync(state.Campaign);
        return Math.Round(context.Time.GetElapsedTime(begun).TotalSeconds, 3);
    }

    private async Task ImportAsync(CampaignCluster cluster, QuickstartState state, QuickstartDevices devices)
    {
        try
        {
            await new ProgressView(context.Terminal, context.Time).RunAsync(
                "importing",
                () => new ProgressLine(Volatile.Read(ref _stored), devices.Count),
                () => cluster.Push.Audiences.ImportAsync(
                    App, state.Campaign, devices.ReadAsync(context.Cancelled), new Stored(this), context.Cancelled));
        }
        catch (OperationCanceledException) when (!folder.IsTemporary)
        {
            context.Terminal.Note($"interrupted; to go on:\n  {cluster.ResumeCommand(state.Campaign)}");
            throw;
        }
    }

    private static SimulatorCounts Count(ApnsSimulator simulator)
    {
        var stats = simulator.Stats;
        return new SimulatorCounts
        {
            Accepted = stats.Answers.Accepted,
            Duplicates = stats.Answers.DuplicateDeliveries,
            Rejected = stats.Answers.Rejected,
            RejectedBy = stats.Answers.RejectedByReason,
            Connections = stats.Connections,
            MostStreams = stats.MostStreams,
            Unremembered = stats.Answers.Unremembered,
        };
    }

    /// <summary>Takes the progress on the thread that reports it; the framework's own would post it elsewhere.</summary>
    private sealed class Stored(QuickstartRun run) : IProgress<long>
    {
        public void Report(long value) => Volatile.Write(ref run._stored, value);
    }
}
