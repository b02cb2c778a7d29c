using System.Text;
using Push.Apns;
using Push.Grains.Clusters;
using Push.Grains.Notifications;
using Push.Testing;

namespace Push.Grains.Broadcast;

/// <summary>Channels through the grain, at a server that restates Apple's pages.</summary>
public sealed class ChannelsTests : IAsyncLifetime
{
    private ChannelServer _server = null!;
    private PushCluster _cluster = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private IChannelsGrain Channels => _cluster.Grains.GetGrain<IChannelsGrain>(ChannelsKey.Of(PushCluster.App));

    public async ValueTask InitializeAsync()
    {
        _server = await ChannelServer.StartAsync();
        _cluster = await PushCluster.StartAsync(silos: 2, configure: options =>
        {
            var app = options.Apps[PushCluster.App];
            (app.ChannelPort, app.BroadcastPort) = (_server.Port, _server.Port);
            app.AdditionalRoots!.Add(_server.Root);
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _cluster.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Channel_MadeAndPublishedTo_OutlivesARestart()
    {
        var made = (await Channels.Create(ChannelStorage.None)).Channel!;
        Assert.Equal((0, ChannelStorage.None), (_server.Channels[made.Id], made.Storage));
        await _cluster.RestartAsync();

        _server.Requests.Clear();
        Assert.Equal([made], (await Channels.List(refresh: false)).Channels);
        Assert.Empty(_server.Requests);
        var receipt = await Channels.Publish(Update(made.Id), Stop);
        Assert.Equal((AttemptOutcome.Accepted, 1), (receipt.Answer.Outcome, receipt.Attempts));
        var request = Assert.Single(_server.Requests);
        Assert.Equal(($"/4/broadcasts/apps/{PushCluster.Topic}", made.Id), (request.Path, request.Headers["apns-channel-id"]));

        Assert.Equal(AttemptOutcome.Accepted, (await Channels.Delete(made.Id)).Answer.Outcome);
        Assert.Empty((await Channels.List(refresh: false)).Channels);
        Assert.Equal("ChannelNotRegistered", (await Channels.Publish(Update(made.Id), Stop)).Answer.Reason);
    }

    [Fact]
    public async Task List_ChangedByOthers_IsBroughtInLineWhenAsked()
    {
        var made = (await Channels.Create(ChannelStorage.MostRecent)).Channel!;
        _server.Channels.Clear();
        _server.Channels["foreign"] = 1;
        Assert.Equal(made.Id, Assert.Single((await Channels.List(refresh: false)).Channels).Id);
        Assert.Equal("foreign", Assert.Single((await Channels.List(refresh: true)).Channels).Id);
        Assert.Equal(ChannelStorage.MostRecent, (await Channels.Get("foreign")).Channel!.Storage);
        Assert.Equal("ChannelNotRegistered", (await Channels.Get(made.Id)).Answer.Reason);

        _server.Refuse = _ => (503, "Service Unavailable");
        var list = await Channels.List(refresh: true);
        Assert.Equal(("foreign", 503), (Assert.Single(list.Channels).Id, list.Refresh!.Answer.Status));
    }

    [Fact]
    public async Task Create_TenThousandAreThere_IsRefusedWithoutAskingApple()
    {
        for (var i = 0; i < ChannelRules.MaxChannels - 1; i++) _server.Channels[$"c{i}"] = 0;
        var last = (await Channels.Create(ChannelStorage.None)).Channel!;
        _server.Requests.Clear();
        var e = await Assert.ThrowsAsync<PushRequestException>(() => Channels.Create(ChannelStorage.None));
        Assert.Equal(RequestFault.ChannelLimit, e.Fault);
        Assert.Contains("10,000", e.Message, StringComparison.Ordinal);
        Assert.Empty(_server.Requests);
        await Channels.Delete(last.Id);
        Assert.NotNull((await Channels.Create(ChannelStorage.None)).Channel);
    }

    [Fact]
    public async Task Publish_BreaksRules_IsRefusedWithAllOfThem()
    {
        var broken = new BroadcastSend("", "[]"u8.ToArray(), Priority: 1);
        var e = await Assert.ThrowsAsync<PushRequestException>(() => Channels.Publish(broken, Stop));
        Assert.Equal(RequestFault.InvalidNotification, e.Fault);
        Assert.All(["payload", "channel", "priority"], field => Assert.Contains(field, e.Message, StringComparison.Ordinal));
        Assert.Equal(RequestFault.UnknownApp,
            (await Assert.ThrowsAsync<PushRequestException>(() => _cluster.Grains.GetGrain<IChannelsGrain>(ChannelsKey.Of("none")).List(false))).Fault);
    }

    private static BroadcastSend Update(string channel) => new(
        channel, Encoding.UTF8.GetBytes("""{"aps":{"timestamp":1700000000,"event":"update","content-state":{"home":1}}}"""));
}
