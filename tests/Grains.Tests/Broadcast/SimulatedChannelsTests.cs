using Push.Apns;
using Push.Grains.Clusters;
using Push.Grains.Notifications;
using Push.Simulator;

namespace Push.Grains.Broadcast;

/// <summary>Channels from making to deleting through the simulator, which restates Apple's rules by itself.</summary>
public sealed class SimulatedChannelsTests
{
    [Fact]
    public async Task Broadcast_ThroughTheSimulator_IsCountedAtItsChannel()
    {
        await using var cluster = await PushCluster.StartAsync(silos: 1, new SimulatorOptions { ControlPort = null, ChannelPort = 0 });
        var channels = cluster.Grains.GetGrain<IChannelsGrain>(ChannelsKey.Of(PushCluster.App));
        var foreign = cluster.Apns.Channels.Create(PushCluster.Topic)!;

        var made = (await channels.Create(ChannelStorage.MostRecent)).Channel!;
        var update = new BroadcastSend(
            made.Id, """{"aps":{"timestamp":1700000000,"event":"update","content-state":{"home":1}}}"""u8.ToArray(), Expiration: 1_900_000_000);
        var receipt = await channels.Publish(update, TestContext.Current.CancellationToken);
        Assert.Equal(AttemptOutcome.Accepted, receipt.Answer.Outcome);
        Assert.Equal((made.Id, true, 1L), cluster.Apns.Channels.Read(PushCluster.Topic).Select(c => (c.Id, c.StoresMessages, c.Published)).Last());

        Assert.Equal([foreign, made.Id], (await channels.List(refresh: false)).Channels.Select(channel => channel.Id));
        Assert.Equal(ChannelStorage.None, (await channels.Get(foreign)).Channel!.Storage);
        Assert.Equal(204, (await channels.Delete(foreign)).Answer.Status);
        Assert.Equal(made.Id, Assert.Single(cluster.Apns.Channels.Read(PushCluster.Topic)).Id);
    }

    [Fact]
    public async Task Channels_WithoutTheSimulatorsPort_SayWhichSettingIsMissing()
    {
        await using var cluster = await PushCluster.StartAsync(silos: 1);
        var channels = cluster.Grains.GetGrain<IChannelsGrain>(ChannelsKey.Of(PushCluster.App));
        var e = await Assert.ThrowsAsync<PushRequestException>(() => channels.List(refresh: true));
        Assert.StartsWith($"Push:Apps:{PushCluster.App}:ChannelPort: ", e.Message, StringComparison.Ordinal);
    }
}
