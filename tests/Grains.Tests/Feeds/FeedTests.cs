using System.Globalization;
using Push.Apns;
using Push.Grains.Audiences;
using Push.Grains.Campaigns;
using Push.Grains.Clusters;
using Push.Grains.Devices;
using Push.Grains.Notifications;
using Push.Simulator.Scripts;

namespace Push.Grains.Feeds;

public sealed class FeedTests
{
    [Fact]
    public async Task Devices_RegisteredAndRetired_AreToldInTheirOrder()
    {
        await using var cluster = await PushCluster.StartAsync(silos: 2);
        var dead = DeviceToken.FromBytes(Tokens.Dead(1).Single());
        var device = cluster.Grains.GetGrain<IDeviceGrain>(DeviceKey.Of(PushCluster.App, dead));
        await device.Register(new Registration(dead));
        await device.Register(new Registration(dead));
        await cluster.ImportAsync("list", Tokens.Dead(1));
        var later = DateTimeOffset.Parse("2100-01-01Z", CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
        cluster.Apns.Script(dead.Bytes.Span, new ScriptedAnswer { Status = 410, Reason = "Unregistered", Timestamp = later });
        var campaign = await RunAsync(cluster, "list");
        await device.Register(new Registration(dead));
        await device.Unregister(dead);

        var events = await ReadAsync(cluster);
        Assert.Equal(
            [PushEventKind.Registered, PushEventKind.Retired, PushEventKind.CampaignFinished, PushEventKind.Registered, PushEventKind.Unregistered],
            events.Select(e => e.Kind));
        Assert.Equal([1, 2, 3, 4, 5], events.Select(e => e.Cursor));
        Assert.Equal(5, events.Select(e => e.Id).Distinct().Count());
        Assert.Equal((dead, campaign.Id, RetirementReason.Unregistered), (events[1].Token, events[1].Campaign, events[1].Reason));
        Assert.Equal((campaign.Id, 1L), (events[2].Campaign, events[2].Counts?.Rejected));
    }

    [Fact]
    public async Task Read_BehindTheEnd_WaitsForTheNextEvent()
    {
        await using var cluster = await PushCluster.StartAsync(silos: 1);
        var reading = Feed(cluster).Read(new FeedRead(0, 10, TimeSpan.FromSeconds(30)), TestContext.Current.CancellationToken);
        await Feed(cluster).Append([Event(1)]);
        Assert.Equal(1, Assert.Single((await reading).Events).Cursor);

        var nothing = await Feed(cluster).Read(new FeedRead(1, 10, TimeSpan.Zero), TestContext.Current.CancellationToken);
        Assert.Equal((0, 1L), (nothing.Events.Length, nothing.Next));
        await AssertFaultAsync(cluster, after: 2, RequestFault.Malformed);
    }

    [Fact]
    public async Task Read_AfterARestart_GoesOnBehindTheCursor()
    {
        await using var cluster = await PushCluster.StartAsync(silos: 1, configure: options => options.Feed.PageSize = 4);
        await Feed(cluster).Append([.. Enumerable.Range(1, 10).Select(Event)]);
        await cluster.RestartAsync();
        await Feed(cluster).Append([Event(11)]);

        var events = await ReadAsync(cluster, after: 3);
        Assert.Equal(Enumerable.Range(4, 8).Select(number => (long)number), events.Select(e => e.Cursor));
        Assert.Equal(Enumerable.Range(4, 8).Select(number => Event(number).Id), events.Select(e => e.Id));
    }

    [Fact]
    public async Task Append_FromMany_NumbersEachOnce()
    {
        await using var cluster = await PushCluster.StartAsync(silos: 2, configure: options => options.Feed.PageSize = 16);
        await Task.WhenAll(Enumerable.Range(0, 50).Select(i =>
            Feed(cluster).Append([.. Enumerable.Range(0, 7).Select(j => Event(100 * i + j))])));
        var events = await ReadAsync(cluster);
        Assert.Equal(Enumerable.Range(1, 350).Select(number => (long)number), events.Select(e => e.Cursor));
        Assert.Equal(350, events.Select(e => e.Id).Distinct().Count());
    }

    [Fact]
    public async Task Append_OvertakenByAnotherActivation_DoesNotWaitForReaders()
    {
        await using var cluster = await PushCluster.StartAsync(silos: 1);
        await Feed(cluster).Append([Event(1)]);
        var reading = Feed(cluster).Read(new FeedRead(1, 10, TimeSpan.FromSeconds(30)), TestContext.Current.CancellationToken);
        await using var another = await cluster.StartAnotherAsync();
        await Feed(another).Append([Event(2)]);

        await Assert.ThrowsAnyAsync<Exception>(() => Feed(cluster).Append([Event(3)]));
        await Feed(cluster).Append([Event(3)]);

        var nothing = await reading;
        Assert.Equal((0, 1L), (nothing.Events.Length, nothing.Next));
        Assert.Equal([1, 2, 3], (await ReadAsync(cluster)).Select(e => e.Cursor));
    }

    [Fact]
    public async Task Read_CursorThatFellOffTheEnd_IsRefused()
    {
        await using var cluster = await PushCluster.StartAsync(silos: 1, configure: options =>
            (options.Feed.PageSize, options.Feed.MaxEvents) = (100, 1000));
        for (var i = 0; i < 13; i++) await Feed(cluster).Append([.. Enumerable.Range(100 * i, 100).Select(Event)]);

        await AssertFaultAsync(cluster, after: 50, RequestFault.CursorTooOld);
        var kept = await ReadAsync(cluster);
        Assert.InRange(kept.Count, 901, 1000);
        Assert.Equal(1300, kept[^1].Cursor);
    }

    [Fact]
    public async Task Feed_CannotBeWritten_ThenNothingHappensThatIsNotTold()
    {
        await using var cluster = await PushCluster.StartAsync(silos: 1);
        var token = DeviceToken.FromBytes(Tokens.Good(1).Single());
        var device = cluster.Grains.GetGrain<IDeviceGrain>(DeviceKey.Of(PushCluster.App, token));
        cluster.BeforeWrite = state => state == "feed-page" ? throw new IOException("full") : Task.CompletedTask;
        await Assert.ThrowsAnyAsync<Exception>(() => device.Register(new Registration(token)));
        Assert.Null(await device.Get(token));
        await cluster.ImportAsync("list", Tokens.Dead(10));
        var campaign = await cluster.CreateAsync(PushCluster.Spec("list"));
        await campaign.Start();
        await cluster.Apns.WaitForAsync(_ => true, TestContext.Current.CancellationToken);

        cluster.BeforeWrite = _ => Task.CompletedTask;
        await device.Register(new Registration(token));
        await campaign.WaitForEndAsync();
        var events = await ReadAsync(cluster, until: PushEventKind.CampaignFinished);
        Assert.Equal(10, events.Where(e => e.Kind == PushEventKind.Retired).Select(e => e.Token).Distinct().Count());
        Assert.Contains(events, e => e.Kind == PushEventKind.Registered && e.Token == token);
    }

    [Fact]
    public async Task Feed_OfNoConfiguredApp_IsRefused()
    {
        await using var cluster = await PushCluster.StartAsync(silos: 1);
        var error = await Assert.ThrowsAsync<PushRequestException>(() => cluster.Grains.GetGrain<IFeedGrain>("other")
            .Read(new FeedRead(0, 1, TimeSpan.Zero), TestContext.Current.CancellationToken));
        Assert.Equal(RequestFault.UnknownApp, error.Fault);
    }

    private static IFeedGrain Feed(PushCluster cluster) => cluster.Grains.GetGrain<IFeedGrain>(PushCluster.App);

    private static PushEvent Event(int number) =>
        PushEvent.OfDevice(PushEventKind.Registered, Rows.TokenOf(1), Rows.Now + TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds(), number);

    private static async Task<CampaignStatus> RunAsync(PushCluster cluster, string list)
    {
        var campaign = await cluster.CreateAsync(PushCluster.Spec(list));
        await campaign.Start();
        var end = await campaign.WaitForEndAsync();
        await ReadAsync(cluster, until: PushEventKind.CampaignFinished);
        return end;
    }

    // All events up to now, or up to one of a kind.
    private static async Task<List<PushEvent>> ReadAsync(PushCluster cluster, long after = 0, PushEventKind? until = null)
    {
        var events = new List<PushEvent>();
        while (true)
        {
            var wait = until is null ? TimeSpan.Zero : TimeSpan.FromSeconds(20);
            var page = await Feed(cluster).Read(new FeedRead(after, 3, wait), TestContext.Current.CancellationToken);
            events.AddRange(page.Events);
            after = page.Next;
            if (until is null ? page.Events.IsEmpty : page.Events.Any(e => e.Kind == until)) return events;
        }
    }

    private static async Task AssertFaultAsync(PushCluster cluster, long after, RequestFault fault)
    {
        var error = await Assert.ThrowsAsync<PushRequestException>(() =>
            Feed(cluster).Read(new FeedRead(after, 1, TimeSpan.Zero), TestContext.Current.CancellationToken));
        Assert.Equal(fault, error.Fault);
    }
}
