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

    [Fact]
    public async Task Store_CannotBeWritten_LosesAndRepeatsNothing()
    {
        await using var run = await FaultyCampaign.StartAsync("the store can't be written for 20 s");
        await run.ReachAsync(0.2);
        var since = TimeProvider.System.GetTimestamp();
        run.Cluster.BeforeWrite = _ => TimeProvider.System.GetElapsedTime(since) < Gone
            ? throw new IOException("disk I/O error")
            : Task.CompletedTask;
        await run.CheckAsync(mayRepeat: true);
    }

    [Fact]
    public async Task Disk_Full_LosesNothing()
    {
        await using var disk = await SmallDisk.MountAsync();
        await using var run = await FaultyCampaign.PrepareAsync("the disk is full for 20 s", folder: disk.Folder);
        run.Apns.Faults.Set(FaultyCampaign.Slow);
        await run.Campaign.Start();
        await run.ReachAsync(0.2);
        disk.Fill();
        await Task.Delay(Gone, TestContext.Current.CancellationToken);
        Assert.Contains(run.Cluster.Log.Lines, line => line.Contains("the disk is full", StringComparison.Ordinal));
        disk.Free();
        run.Apns.Faults.Clear();
        await run.CheckAsync(mayRepeat: true);
    }
}
