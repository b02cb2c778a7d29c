using Push.Grains.Campaigns;
using Push.Grains.Senders;

namespace Push.Grains.Guarantees.Activations;

/// <summary>More than one activation of a campaign at a time: the store decides which of them goes on.</summary>
public sealed class ActivationGuarantees
{
    private const int Splits = 5;

    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(10);

    [Theory]
    [InlineData(UnknownPolicy.AtLeastOnce, "two or three activations of the campaign at once, five times")]
    [InlineData(UnknownPolicy.AtMostOnce, "two or three activations of the campaign at once, five times, at most once")]
    public async Task Activations_SeveralAtOnce_OneWinsByTheStore(UnknownPolicy policy, string fault)
    {
        var directory = new SplitDirectory(GrainType.Create("push.campaign"));
        await using var run = await FaultyCampaign.PrepareAsync(fault, policy, silos: 3,
            configure: options => options.Leases = new LeaseTimes { Proof = TimeSpan.FromSeconds(5) }, host: directory.Host);
        await run.Campaign.Start();
        for (var split = 1; split <= Splits; split++)
        {
            await run.ReachAsync(split * 0.12);
            var lost = LostRaces(run);
            directory.Split();
            // Each silo's senders report to the activation that their silo knows, and only one of them can write.
            await UntilAsync(() => LostRaces(run) > lost);
            directory.Heal();
        }
        var end = await run.CheckAsync(mayRepeat: true);
        Assert.InRange(directory.MostAtOnce, 2, 3);
        if (policy == UnknownPolicy.AtMostOnce) Assert.Equal((0L, 0L), (run.Apns.Stats.Answers.DuplicateDeliveries, end.Counts.PossiblyRepeated));
        // Who lost and has had nothing to write since finds out, too.
        await UntilAsync(() => directory.Count <= 1);
    }

    private static int LostRaces(FaultyCampaign run) => run.Cluster.Log.Lines.Count(LostRace.Is);

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var often = new PeriodicTimer(Often);
        while (!condition()) await often.WaitForNextTickAsync(TestContext.Current.CancellationToken);
    }
}
