using Push.Grains.Campaigns;
using Push.Grains.Clusters;
using Push.Grains.Senders;
using Push.Testing.Guarantees;

namespace Push.Grains.Guarantees;

/// <summary>Two clusters on one store and one service id, as when the old one was forgotten.</summary>
public sealed class ClusterGuarantees
{
    [Fact]
    public async Task Clusters_TwoOnOneStore_RepeatOnlyWhatIsAnnounced()
    {
        await using var run = await FaultyCampaign.PrepareAsync("two clusters on one store send the same campaign", configure: options =>
        {
            options.IsOnlySilo = false;
            options.Leases = new LeaseTimes { Proof = TimeSpan.FromSeconds(5) };
        });
        run.Apns.Faults.Set(FaultyCampaign.Slow);
        await run.Campaign.Start();
        await using var another = await run.Cluster.StartAnotherAsync();
        // It takes up by itself what it finds under way.
        await Until.HoldsAsync(() => LostRace.Count(run.Cluster, another) > 0);
        run.Apns.Faults.Clear();
        var end = await run.CheckAsync(mayRepeat: true);
        // Who takes the other's leases over and over sends everything dozens of times, and announces it.
        Assert.InRange(end.Counts.PossiblyRepeated, 0, GuaranteeSize.Devices);
        // The activation that had nothing to write finds out, too, that the other one wrote the end.
        var other = another.Grains.GetGrain<ICampaignGrain>(run.Campaign.GetPrimaryKeyString());
        await other.WaitForEndAsync();
    }
}
