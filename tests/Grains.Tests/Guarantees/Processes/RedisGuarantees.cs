using Push.Testing.Guarantees;

namespace Push.Grains.Guarantees.Processes;

/// <summary>A real Redis server that is full, stands still, or is gone, with everything that the silos keep in it.</summary>
public sealed class RedisGuarantees
{
    private static readonly TimeSpan Gone = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Redis_OutOfMemory_LosesNothing()
    {
        await using var run = await ProcessCampaign.StartAsync(silos: 2);
        await run.Cluster.Redis.ConfigureAsync("maxmemory", "1mb");
        await PassAsync(run);
        Assert.True(await run.Cluster.Redis.HasRefusedAsync("OOM"));
        await run.Cluster.Redis.ConfigureAsync("maxmemory", "0");
        run.Check("Redis is full for 20 s", await run.WaitForEndAsync());
    }

    [Fact]
    public async Task Redis_StandingStill_LosesNothing()
    {
        await using var run = await ProcessCampaign.StartAsync(silos: 2);
        run.Cluster.Redis.Freeze();
        await PassAsync(run);
        run.Cluster.Redis.Thaw();
        run.Check("Redis stands still for 20 s and goes on", await run.WaitForEndAsync());
    }

    [Fact]
    public async Task Redis_KilledAndStartedAgain_LosesNothing()
    {
        await using var run = await ProcessCampaign.StartAsync(silos: 2);
        await run.Cluster.Redis.KillAsync();
        await PassAsync(run);
        await run.Cluster.Redis.StartAsync();
        run.Check("Redis is killed, and started again after 20 s", await run.WaitForEndAsync());
    }

    // Nothing can be leased meanwhile: what was leased is sent, and the rest waits.
    private static async Task PassAsync(ProcessCampaign run)
    {
        await Task.Delay(Gone, TestContext.Current.CancellationToken);
        Assert.InRange(run.Cluster.Apns.Stats.Answers.Accepted, 1, GuaranteeSize.Devices - 1);
    }
}
