using Push.Apns;
using Push.Grains.Audiences;
using Push.Grains.Campaigns;
using Push.Grains.Clusters;
using Push.Testing.Guarantees;

namespace Push.Grains.Guarantees.Processes;

/// <summary>Silo processes that are stopped in the middle of everything, and go on later.</summary>
public sealed class ProcessGuarantees
{
    private static readonly TimeSpan Stopped = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Process_StoppedForAMinute_RepeatsOnlyWhatIsAnnounced()
    {
        var test = TestContext.Current.CancellationToken;
        await using var cluster = await SiloProcesses.StartAsync(3, FaultyCampaign.Simulator);
        var tokens = Tokens.Good(GuaranteeSize.Devices).ToArray();
        using var import = new AudienceImport(cluster.Grains, PushCluster.App, FaultyCampaign.List);
        foreach (var token in tokens) import.Add(DeviceToken.FromBytes(token));
        await import.RunAsync(null, test);
        var campaign = cluster.Grains.GetGrain<ICampaignGrain>(CampaignKey.Of(CampaignKey.NewId()));
        await campaign.Create(PushCluster.Spec(FaultyCampaign.List));
        await campaign.Start();
        await cluster.Apns.WaitForStatsAsync(stats => stats.Answers.Accepted > GuaranteeSize.Devices / 5, test);

        var since = TimeProvider.System.GetTimestamp();
        cluster.Silos[1].Signal("STOP");
        var end = await WaitForEndAsync(campaign, test);
        var left = Stopped - TimeProvider.System.GetElapsedTime(since);
        if (left > TimeSpan.Zero) await Task.Delay(left, test);
        cluster.Silos[1].Signal("CONT");
        // It finds out that it was declared dead, and ends: what it had in hand is written by then.
        await cluster.Silos[1].EndAsync();

        var row = GuaranteeCheck.Describe("one of three silo processes stands still for 60 s and goes on", end, cluster.Apns, tokens);
        row.Record();
        Assert.Equal((CampaignState.Finished, 0L), (end.State, row.Lost));
        Assert.InRange(row.Duplicates, 0, row.PossiblyRepeated);
    }

    // A gateway that stands still answers nobody: calls are made again through another one.
    private static async Task<CampaignStatus> WaitForEndAsync(ICampaignGrain campaign, CancellationToken test)
    {
        using var often = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        while (await often.WaitForNextTickAsync(test))
        {
            try
            {
                if (await campaign.GetStatus() is { HasEnded: true } status) return status;
            }
            catch (Exception e) when (e is TimeoutException or Orleans.Runtime.OrleansException)
            {
            }
        }
        throw new InvalidOperationException();
    }
}
