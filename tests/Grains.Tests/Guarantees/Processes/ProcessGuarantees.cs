namespace Push.Grains.Guarantees.Processes;

/// <summary>Silo processes that are stopped in the middle of everything, and go on later.</summary>
public sealed class ProcessGuarantees
{
    private static readonly TimeSpan Stopped = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Process_StoppedForAMinute_RepeatsOnlyWhatIsAnnounced()
    {
        await using var run = await ProcessCampaign.StartAsync(silos: 3);
        var since = TimeProvider.System.GetTimestamp();
        run.Cluster.Silos[1].Signal("STOP");
        var end = await run.WaitForEndAsync();
        var left = Stopped - TimeProvider.System.GetElapsedTime(since);
        if (left > TimeSpan.Zero) await Task.Delay(left, TestContext.Current.CancellationToken);
        run.Cluster.Silos[1].Signal("CONT");
        // It finds out that it was declared dead, and ends: what it had in hand is written by then.
        await run.Cluster.Silos[1].EndAsync();
        run.Check("one of three silo processes stands still for 60 s and goes on", end);
    }
}
