namespace Push.Grains.Guarantees;

/// <summary>A store that is slow, gone, or full.</summary>
public sealed class StorageGuarantees
{
    private static readonly TimeSpan Gone = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Store_Slow_LosesAndRepeatsNothing()
    {
        await using var run = await FaultyCampaign.PrepareAsync("every write of the store takes 200 ms");
        run.Cluster.BeforeWrite = _ => Task.Delay(200);
        await run.Campaign.Start();
        await run.CheckAsync();
    }

    [Theory]
    [InlineData("the store can't be written for 20 s", "disk I/O error")]
    [InlineData("the store is full for 20 s", "database or disk is full")]
    public async Task Store_CannotBeWritten_LosesAndRepeatsNothing(string fault, string message)
    {
        await using var run = await FaultyCampaign.StartAsync(fault);
        await run.ReachAsync(0.2);
        var since = TimeProvider.System.GetTimestamp();
        run.Cluster.BeforeWrite = _ => TimeProvider.System.GetElapsedTime(since) < Gone
            ? throw new IOException(message)
            : Task.CompletedTask;
        await run.CheckAsync(mayRepeat: true);
    }
}
