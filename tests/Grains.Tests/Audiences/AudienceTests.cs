using Push.Apns;
using Push.Grains.Clusters;
using Push.Grains.Devices;

namespace Push.Grains.Audiences;

/// <summary>Audiences that grow. Segments hold 100 devices here.</summary>
public sealed class AudienceTests
{
    [Fact]
    public async Task Register_ManyDevices_SplitsSegmentsAndLosesNone()
    {
        await using var cluster = await PushCluster.StartAsync(silos: 2);
        var tokens = Tokens.Good(1500).Select(bytes => DeviceToken.FromBytes(bytes)).ToList();
        await Parallel.ForEachAsync(tokens, TestContext.Current.CancellationToken, async (token, _) =>
            Assert.Equal(RegisterResult.Added, await Device(cluster, token).Register(new Registration(token))));
        var audience = cluster.Grains.GetGrain<IAudienceGrain>(AudienceKey.OfApp(PushCluster.App));
        Assert.InRange((await audience.GetInfo()).Segments, 8, 40);
        Assert.Equal(1500, (await audience.Count(long.MaxValue)).Devices);
        await Parallel.ForEachAsync(tokens, TestContext.Current.CancellationToken, async (token, _) =>
            Assert.NotNull(await Device(cluster, token).Get(token)));

        var campaign = await cluster.CreateAsync(PushCluster.Spec(list: null));
        await campaign.Start();
        var end = await campaign.WaitForEndAsync();
        Assert.Equal((1500L, 1500L), (end.Counts.Audience, end.Counts.Accepted));
        Assert.Equal(0, cluster.Apns.Stats.Answers.DuplicateDeliveries);
    }

    [Fact]
    public async Task Campaign_AudienceGrowsMeanwhile_ReachesThoseOfTheStart()
    {
        await using var cluster = await PushCluster.StartAsync(
            silos: 2, new() { ControlPort = null, Latency = TimeSpan.FromMilliseconds(50), Streams = 10 });
        await cluster.ImportAsync(null, Tokens.Good(1000));
        var campaign = await cluster.CreateAsync(PushCluster.Spec(list: null));
        await campaign.Start();
        var late = Tokens.Good(1000, from: 50_000).Select(bytes => DeviceToken.FromBytes(bytes)).ToList();
        await Parallel.ForEachAsync(late, TestContext.Current.CancellationToken, async (token, _) =>
            await Device(cluster, token).Register(new Registration(token)));
        var end = await campaign.WaitForEndAsync();

        Assert.Equal((1000L, 1000L), (end.Counts.Audience, end.Counts.Accepted));
        Assert.Equal(1000, cluster.Apns.Stats.Answers.Accepted);
        Assert.Equal(2000, (await cluster.Grains.GetGrain<IAudienceGrain>(AudienceKey.OfApp(PushCluster.App)).Count(long.MaxValue)).Devices);
    }

    [Fact]
    public async Task Import_GivenAgainAndGrown_AddsOnlyWhatIsNew()
    {
        await using var cluster = await PushCluster.StartAsync(silos: 1);
        Assert.Equal(500, (await cluster.ImportAsync("list", Tokens.Good(500))).Added);
        var again = await cluster.ImportAsync("list", Tokens.Good(1200));
        Assert.Equal((700, 500, 1200, 12), (again.Added, again.Duplicates, again.Devices, again.Segments));
        var campaign = await cluster.CreateAsync(PushCluster.Spec("list"));
        await campaign.Start();
        Assert.Equal(1200, (await campaign.WaitForEndAsync()).Counts.Accepted);
        Assert.Equal(0, cluster.Apns.Stats.Answers.DuplicateDeliveries);
    }

    [Fact]
    public async Task Campaign_OverAListWithADeviceThatWasRetiredAndUnregistered_SkipsIt()
    {
        await using var cluster = await PushCluster.StartAsync(silos: 1);
        var token = DeviceToken.FromBytes(Tokens.Dead(1).Single());
        await Device(cluster, token).Register(new Registration(token));
        await cluster.ImportAsync("list", [.. Tokens.Good(10), .. Tokens.Dead(1)]);
        var first = await cluster.CreateAsync(PushCluster.Spec("list"));
        await first.Start();
        Assert.Equal(1, (await first.WaitForEndAsync()).Counts.Retired);
        Assert.False(await Device(cluster, token).Unregister(token));
        Assert.Null(await Device(cluster, token).Get(token));

        var second = await cluster.CreateAsync(PushCluster.Spec("list"));
        await second.Start();
        var counts = (await second.WaitForEndAsync()).Counts;
        Assert.Equal((10L, 1L, 0L), (counts.Accepted, counts.Skipped, counts.Rejected));
    }

    [Fact]
    public async Task Segments_AskedBeforeAnImport_AreFoundAfterIt()
    {
        await using var cluster = await PushCluster.StartAsync(silos: 1);
        var token = DeviceToken.FromBytes(Tokens.Good(1).Single());
        Assert.Null(await Device(cluster, token).Get(token));
        await cluster.ImportAsync(null, Tokens.Good(3000));
        Assert.NotNull(await Device(cluster, token).Get(token));
    }

    private static IDeviceGrain Device(PushCluster cluster, DeviceToken token) =>
        cluster.Grains.GetGrain<IDeviceGrain>(DeviceKey.Of(PushCluster.App, token));
}
