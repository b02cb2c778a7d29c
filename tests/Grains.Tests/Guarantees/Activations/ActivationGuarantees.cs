using Push.Grains.Campaigns;
using Push.Grains.Clusters;
using Push.Grains.Senders;

namespace Push.Grains.Guarantees.Activations;

/// <summary>More than one activation of a campaign at a time: the store decides which of them goes on.</summary>
public sealed class ActivationGuarantees
{
    private const int Splits = 5;

    [Theory]
    [InlineData(UnknownPolicy.AtLeastOnce, "two or three activations of the campaign at once, five times")]
    [InlineData(UnknownPolicy.AtMostOnce, "two or three activations of the campaign at once, five times, at most once")]
    public async Task Activations_SeveralAtOnce_OneWinsByTheStore(UnknownPolicy policy, string fault)
    {
        var directory = new SplitDirectory(GrainType.Create("push.campaign"));
        await using var run = await FaultyCampaign.PrepareAsync(fault, policy, silos: 3,
            configure: options => options.Leases = new LeaseTimes { Proof = TimeSpan.FromSeconds(5) }, host: directory.Host);
        run.Apns.Faults.Set(FaultyCampaign.Slow);
        await run.Campaign.Start();
        for (var split = 1; split <= Splits; split++)
        {
            await run.ReachAsync(split * 0.12);
            var lost = LostRace.Count(run.Cluster);
            directory.Split();
            // Each silo's senders report to the activation that their silo knows, and only one of them can write.
            await Until.HoldsAsync(() => LostRace.Count(run.Cluster) > lost);
            directory.Heal();
        }
        run.Apns.Faults.Clear();
        var end = await run.CheckAsync(mayRepeat: true);
        Assert.InRange(directory.MostAtOnce, 2, 3);
        if (policy == UnknownPolicy.AtMostOnce) Assert.Equal((0L, 0L), (run.Apns.Stats.Answers.DuplicateDeliveries, end.Counts.PossiblyRepeated));
        // Who lost and has had nothing to write since finds out, too.
        await Until.HoldsAsync(() => directory.Count <= 1);
    }
}
