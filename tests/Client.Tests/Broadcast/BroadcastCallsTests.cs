using Push.Apns;
using Push.Client.Clusters;
using Push.Grains.Broadcast;
using Push.Testing;

namespace Push.Client.Broadcast;

public sealed class BroadcastCallsTests
{
    [Fact]
    public async Task Broadcast_OverTheGateway_ReachesItsChannel()
    {
        await using var server = await ChannelServer.StartAsync();
        await using var silo = await RunningSilo.StartAsync(configure: app =>
        {
            (app.ChannelPort, app.BroadcastPort) = (server.Port, server.Port);
            app.AdditionalRoots!.Add(server.Root);
        });
        var broadcasts = silo.Outside.Broadcasts;

        var channel = (await broadcasts.CreateChannelAsync(RunningSilo.App, ChannelStorage.MostRecent)).Channel!;
        var update = new BroadcastSend(
            channel.Id, """{"aps":{"timestamp":1700000000,"event":"update","content-state":{"home":1}}}"""u8.ToArray(), Id: Guid.NewGuid());
        var receipt = await broadcasts.PublishAsync(RunningSilo.App, update, TestContext.Current.CancellationToken);

        Assert.Equal((AttemptOutcome.Accepted, update.Id), (receipt.Answer.Outcome, receipt.ApnsId));
        Assert.Equal(ChannelStorage.MostRecent, (await broadcasts.GetChannelAsync(RunningSilo.App, channel.Id)).Channel?.Storage);
        Assert.Equal(channel, Assert.Single((await broadcasts.ListChannelsAsync(RunningSilo.App, refresh: true)).Channels));
        Assert.Equal(204, (await broadcasts.DeleteChannelAsync(RunningSilo.App, channel.Id)).Answer.Status);
        Assert.Empty((await broadcasts.ListChannelsAsync(RunningSilo.App)).Channels);
    }
}
