using Push.Grains.Clusters;
using Push.Simulator;

namespace Push.Grains.Campaigns;

public sealed class CampaignControlTests
{
    // Answers take so long that a campaign can be caught in the middle.
    private static readonly SimulatorOptions Slow = new() { ControlPort = null, Latency = TimeSpan.FromMilliseconds(100), Streams = 20 };

    [Fact]
    public async Task Pause_InMidCampaign_StopsUntilResumed()
    {
        await using var cluster = await PushCluster.StartAsync(simulator: Slow);
        await cluster.ImportAsync("list", Tokens.Good(3000));
        var campaign = await cluster.CreateAsync(PushCluster.Spec("list"));
        await campaign.Start();
        await campaign.WaitAsync(status => status.Counts.Accepted > 0);

        await campaign.Pause();
        var atRest = await campaign.WaitAsync(status => status.OpenLeases == 0);
        Assert.Equal(CampaignState.Paused, atRest.State);
        Assert.InRange(atRest.Counts.Pending, 1, 2999);
        var sent = cluster.Apns.Stats.Answers.Accepted;
        Assert.Equal(sent, atRest.Counts.Accepted);

        await campaign.Resume();
        var end = await campaign.WaitForEndAsync();
        Assert.Equal((CampaignState.Finished, 3000L), (end.State, end.Counts.Accepted));
        Assert.Equal(0, cluster.Apns.Stats.Answers.DuplicateDeliveries);
    }

    // Chunks of 1,000 over streams for 20 at a time would go on for seconds.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task PauseOrCancel_InMidChunk_StopsWritingWithinASecond(bool pause)
    {
        await using var cluster = await PushCluster.StartAsync(
            simulator: Slow with { Latency = TimeSpan.FromMilliseconds(200) }, configure: options => options.DevicesPerSegment = 1000);
        await cluster.ImportAsync("list", Tokens.Good(6000));
        var campaign = await cluster.CreateAsync(PushCluster.Spec("list"));
        await campaign.Start();
        await cluster.Apns.WaitForAsync(_ => cluster.Apns.Stats.Answers.Accepted > 100, TestContext.Current.CancellationToken);

        var asked = TimeProvider.System.GetUtcNow();
        await (pause ? campaign.Pause() : campaign.Cancel());
        var atRest = await campaign.WaitAsync(status => status.OpenLeases == 0);

        Assert.Equal(cluster.Apns.Stats.Answers.Accepted, atRest.Counts.Accepted);
        Assert.InRange(atRest.Counts.Accepted, 100, 5000);
        Assert.InRange(cluster.Apns.Notifications.Max(push => push.ReceivedAt) - asked, TimeSpan.FromSeconds(-1), TimeSpan.FromSeconds(1));
        if (!pause) return;
        await campaign.Resume();
        var end = await campaign.WaitForEndAsync();
        Assert.Equal((6000L, 0L), (end.Counts.Accepted, end.Counts.PossiblyRepeated));
        Assert.Equal(0, cluster.Apns.Stats.Answers.DuplicateDeliveries);
    }

    [Fact]
    public async Task Cancel_InMidCampaign_SkipsTheRest()
    {
        await using var cluster = await PushCluster.StartAsync(simulator: Slow);
        await cluster.ImportAsync("list", Tokens.Good(3000));
        var campaign = await cluster.CreateAsync(PushCluster.Spec("list"));
        await campaign.Start();
        await campaign.WaitAsync(status => status.Counts.Accepted > 0);

        await campaign.Cancel();
        var end = await campaign.WaitForEndAsync();

        Assert.Equal(CampaignState.Cancelled, end.State);
        Assert.Equal((0L, 0L), (end.Counts.Pending, end.Counts.Unknown));
        Assert.Equal(cluster.Apns.Stats.Answers.Accepted, end.Counts.Accepted);
        Assert.Equal([new(SkipReason.Cancelled, 3000 - end.Counts.Accepted)], end.Counts.SkippedBy.AsEnumerable());
    }
}
