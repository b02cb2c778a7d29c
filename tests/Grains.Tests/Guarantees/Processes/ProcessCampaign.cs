using Push.Apns;
using Push.Grains.Audiences;
using Push.Grains.Campaigns;
using Push.Grains.Clusters;
using Push.Simulator;
using Push.Testing.Guarantees;

namespace Push.Grains.Guarantees.Processes;

/// <summary>A campaign to <see cref="GuaranteeSize.Devices"/> good devices that silo processes send, and the check of what came of it.</summary>
internal sealed class ProcessCampaign : IAsyncDisposable
{
    // So slow that the fault finds it under way, also where programs take their time to start.
    private static readonly SimulatorOptions Simulator = FaultyCampaign.Simulator with { Latency = TimeSpan.FromMilliseconds(100) };

    private readonly byte[][] _tokens = [.. Tokens.Good(GuaranteeSize.Devices)];

    private ProcessCampaign(SiloProcesses cluster) => Cluster = cluster;

    public SiloProcesses Cluster { get; }

    private ICampaignGrain Campaign { get; set; } = null!;

    private static CancellationToken Test => TestContext.Current.CancellationToken;

    /// <summary>Starts silos, imports the devices, and starts the campaign; a fifth of it has been accepted.</summary>
    public static async Task<ProcessCampaign> StartAsync(int silos)
    {
        var run = new ProcessCampaign(await SiloProcesses.StartAsync(silos, Simulator));
        try
        {
            await run.StartAsync();
            return run;
        }
        catch
        {
            await run.DisposeAsync();
            throw;
        }
    }

    // A gateway or a store that stands still answers nobody: calls are made again.
    public async Task<CampaignStatus> WaitForEndAsync()
    {
        using var often = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        while (await often.WaitForNextTickAsync(Test))
        {
            try
            {
                if (await Campaign.GetStatus() is { HasEnded: true } status) return status;
            }
            catch (Exception e) when (e is TimeoutException or OrleansException)
            {
            }
        }
        throw new InvalidOperationException();
    }

    /// <summary>Records the row, and checks that nothing is lost and nothing repeated beyond what is announced.</summary>
    public void Check(string fault, CampaignStatus end)
    {
        var row = GuaranteeCheck.Describe(fault, end, Cluster.Apns, _tokens);
        row.Record();
        Assert.Equal((CampaignState.Finished, 0L), (end.State, row.Lost));
        Assert.InRange(row.Duplicates, 0, row.PossiblyRepeated);
    }

    public ValueTask DisposeAsync() => Cluster.DisposeAsync();

    private async Task StartAsync()
    {
        using var import = new AudienceImport(Cluster.Grains, PushCluster.App, FaultyCampaign.List);
        foreach (var token in _tokens) import.Add(DeviceToken.FromBytes(token));
        await import.RunAsync(null, Test);
        Campaign = Cluster.Grains.GetGrain<ICampaignGrain>(CampaignKey.Of(CampaignKey.NewId()));
        await Campaign.Create(PushCluster.Spec(FaultyCampaign.List));
        await Campaign.Start();
        await Cluster.Apns.WaitForStatsAsync(stats => stats.Answers.Accepted > GuaranteeSize.Devices / 5, Test);
    }
}
