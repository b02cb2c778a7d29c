using Push.Simulator.Faults;

namespace Push.Grains.Guarantees;

/// <summary>An outage at Apple. It is the whole process's memory that is measured, so nothing runs beside it.</summary>
[Collection(nameof(OutageGuarantees))]
[CollectionDefinition(nameof(OutageGuarantees), DisableParallelization = true)]
public sealed class OutageGuarantees
{
    private const long TwentyMegabytes = 20 << 20;

    [Fact]
    public async Task Unavailable_ForThirtySeconds_WaitsWithFlatMemory()
    {
        await using var run = await FaultyCampaign.StartAsync("503 for everything for 30 s");
        await run.ReachAsync(0.2);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        run.Apns.Faults.Set(new SimulatorFaults
        {
            Rejections = [new RejectionFault { Reason = "ServiceUnavailable" }],
            For = TimeSpan.FromSeconds(30),
        });
        var refused = run.Apns.Stats.Answers.Rejected;
        await run.Apns.WaitForStatsAsync(
            stats => stats.Answers.Rejected > refused + 100, TestContext.Current.CancellationToken);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, TwentyMegabytes);
        await run.CheckAsync();
    }
}
