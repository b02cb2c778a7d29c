using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using Push.Grains.Campaigns;

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
    public async Task Activation_OvertakenByAnother_GoesOnFromWhatIsStored()
    {
        await using var run = await FaultyCampaign.PrepareAsync("another activation of the campaign writes its ledger, five times");
        var storage = run.Cluster.Silos.Silos[0].ServiceProvider.GetRequiredKeyedService<IGrainStorage>("sqlite");
        var (id, writes) = (run.Campaign.GetGrainId(), 0);
        run.Cluster.BeforeWrite = async state =>
        {
            if (state != "campaign-ledger" || ++writes % 4 != 0 || writes > 20) return;
            var other = new GrainState<LedgerState>();
            await storage.ReadStateAsync(state, id, other);
            await storage.WriteStateAsync(state, id, other);
        };
        await run.Campaign.Start();
        await run.CheckAsync(mayRepeat: true);
        Assert.Contains(run.Cluster.Log.Lines, line => line.Contains("Another activation", StringComparison.Ordinal));
    }
}
