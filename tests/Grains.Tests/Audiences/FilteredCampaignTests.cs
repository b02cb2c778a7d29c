using Push.Apns;
using Push.Grains.Campaigns;
using Push.Grains.Clusters;
using Push.Grains.Devices;
using Push.Grains.Notifications;

namespace Push.Grains.Audiences;

/// <summary>Campaigns to a part of an audience.</summary>
public sealed class FilteredCampaignTests
{
    private static readonly DeviceAttributes News = new DeviceAttributesBuilder().AddTag("news").Build();

    [Fact]
    public async Task Campaign_WithFilter_ReachesWhomItMeansAndNobodyElse()
    {
        await using var cluster = await PushCluster.StartAsync(silos: 2);
        await RegisterAsync(cluster, 300, i => i % 3 == 0 ? News : null);
        var filter = AudienceFilter.Parse("tag = news");
        var count = await Audience(cluster).Count(long.MaxValue, filter);
        Assert.Equal(100, count.Devices);

        var end = await RunAsync(cluster, PushCluster.Spec(list: null) with { Filter = filter });

        Assert.Equal((100L, 100L, CampaignState.Finished), (end.Counts.Audience, end.Counts.Accepted, end.State));
        Assert.Equal(100, cluster.Apns.Stats.Answers.Accepted);
    }

    [Fact]
    public async Task Campaign_FilterThatMeansNobody_IsNotStarted()
    {
        await using var cluster = await PushCluster.StartAsync(silos: 1);
        await RegisterAsync(cluster, 10, _ => null);
        var campaign = await cluster.CreateAsync(PushCluster.Spec(list: null) with { Filter = AudienceFilter.Parse("tag = news") });
        var refusal = await Assert.ThrowsAsync<PushRequestException>(() => campaign.Start());
        Assert.Equal(RequestFault.EmptyAudience, refusal.Fault);
        Assert.Contains("filter", refusal.Message, StringComparison.Ordinal);
    }

    // Who is meant at the start and not when the chunk is read ends as one that left.
    [Fact]
    public async Task Campaign_DevicesNotMeantAnyMore_AreSkippedAndTheSumIsTheAudience()
    {
        await using var cluster = await PushCluster.StartAsync(
            silos: 1, new() { ControlPort = null, Latency = TimeSpan.FromMilliseconds(20), Streams = 2 });
        await RegisterAsync(cluster, 600, _ => News);
        var campaign = await cluster.CreateAsync(PushCluster.Spec(list: null) with { Filter = AudienceFilter.Parse("tag = news") });
        await campaign.Start();
        await campaign.Pause();
        await RegisterAsync(cluster, 600, _ => DeviceAttributes.Empty);
        await campaign.Resume();
        var end = await campaign.WaitForEndAsync();

        Assert.Equal(600, end.Counts.Audience);
        Assert.Equal(600, end.Counts.Ended);
        var left = Assert.Single(end.Counts.SkippedBy);
        Assert.Equal((SkipReason.LeftAudience, 600 - end.Counts.Accepted), (left.Reason, left.Count));
        Assert.InRange(left.Count, 1, 600);
    }

    private static async Task<CampaignStatus> RunAsync(PushCluster cluster, CampaignSpec spec)
    {
        var campaign = await cluster.CreateAsync(spec);
        await campaign.Start();
        return await campaign.WaitForEndAsync();
    }

    private static IAudienceGrain Audience(PushCluster cluster) =>
        cluster.Grains.GetGrain<IAudienceGrain>(AudienceKey.OfApp(PushCluster.App));

    private static Task RegisterAsync(PushCluster cluster, int count, Func<int, DeviceAttributes?> attributes) => Parallel.ForEachAsync(
        Tokens.Good(count).Select((bytes, i) => (Token: DeviceToken.FromBytes(bytes), Attributes: attributes(i))),
        TestContext.Current.CancellationToken,
        async (device, _) => await cluster.Grains.GetGrain<IDeviceGrain>(DeviceKey.Of(PushCluster.App, device.Token))
            .Register(new Registration(device.Token, device.Attributes)));
}
