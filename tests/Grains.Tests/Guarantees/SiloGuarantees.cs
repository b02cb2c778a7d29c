using Push.Grains.Campaigns;
using Push.Grains.Clusters;

namespace Push.Grains.Guarantees;

/// <summary>Silos that leave, die, and come.</summary>
public sealed class SiloGuarantees
{
    [Fact]
    public async Task Silo_Stopped_LosesAndRepeatsNothing()
    {
        await using var run = await FaultyCampaign.StartAsync("one of three silos is stopped", silos: 3);
        await run.ReachAsync(0.2);
        await run.Cluster.Silos.StopSiloAsync(run.Cluster.Silos.Silos[1], TestContext.Current.CancellationToken);
        await run.CheckAsync();
    }

    [Fact]
    public async Task Silo_Killed_RepeatsOnlyWhatIsAnnounced()
    {
        await using var run = await FaultyCampaign.StartAsync("one of three silos is killed", silos: 3);
        await run.ReachAsync(0.2);
        await run.Cluster.Silos.KillSiloAsync(run.Cluster.Silos.Silos[2], TestContext.Current.CancellationToken);
        await run.CheckAsync(mayRepeat: true);
    }

    [Fact]
    public async Task Silo_KilledAtMostOnce_RepeatsNothing()
    {
        await using var run = await FaultyCampaign.StartAsync(
            "one of three silos is killed, at most once", UnknownPolicy.AtMostOnce, silos: 3);
        await run.ReachAsync(0.2);
        await run.Cluster.Silos.KillSiloAsync(run.Cluster.Silos.Silos[2], TestContext.Current.CancellationToken);
        await run.CheckAsync(mayRepeat: true);
        Assert.Equal(0, run.Apns.Stats.Answers.DuplicateDeliveries);
    }

    [Fact]
    public async Task Silos_AllRestarted_RepeatOnlyWhatIsAnnounced()
    {
        await using var run = await FaultyCampaign.StartAsync("all three silos are stopped and started again", silos: 3);
        await run.ReachAsync(0.2);
        await run.RestartAsync();
        await run.CheckAsync(mayRepeat: true);
    }

    [Fact]
    public async Task Activations_TwoOfOneCampaign_OneWins()
    {
        await using var run = await FaultyCampaign.StartAsync("two activations of one campaign");
        await run.ReachAsync(0.1);
        // Another cluster on the same store, which knows nothing of the first one's silos.
        await using var other = await PushCluster.BesideAsync(run.Cluster);
        var second = other.Grains.GetGrain<ICampaignGrain>(run.Campaign.GetPrimaryKeyString());
        await second.GetStatus();
        await run.CheckAsync(mayRepeat: true);
        var end = await second.WaitForEndAsync();
        Assert.Equal(CampaignState.Finished, end.State);
    }
}
