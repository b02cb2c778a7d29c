using Push.Apns;
using Push.Client.Clusters;
using Push.Grains.Campaigns;
using Push.Grains.Notifications;
using Push.Simulator;

namespace Push.Client.Campaigns;

public sealed class CampaignCallsTests
{
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(20);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Campaign_ImportedList_IsWatchedToItsEnd(bool inside)
    {
        await using var silo = await RunningSilo.StartAsync();
        var push = inside ? silo.Inside : silo.Outside;
        var stored = new List<long>();
        var import = await push.Audiences.ImportAsync(
            RunningSilo.App, "sale", Tokens(3000).Append(Token(7)), new Recorder(stored), TestContext.Current.CancellationToken);
        Assert.Equal(3000, import.Devices);
        Assert.Equal(1, import.Duplicates);
        Assert.Equal(3001, stored.Max());

        var created = await push.Campaigns.CreateAsync(new CampaignSpec(RunningSilo.App, RunningSilo.Content("sale"), "sale"));
        Assert.Equal(CampaignState.Created, created.State);
        await push.Campaigns.StartAsync(created.Id);
        var seen = await push.Campaigns.WatchAsync(created.Id, Often, TestContext.Current.CancellationToken)
            .ToListAsync(cancellationToken: TestContext.Current.CancellationToken);
        Assert.All(seen, status => Assert.Equal(3000, status.Counts.Pending + status.Counts.Ended));
        Assert.Equal(CampaignState.Finished, seen[^1].State);
        Assert.Equal(3000, seen[^1].Counts.Accepted);
        Assert.Equal(3000, silo.Apns.Stats.Answers.Accepted);
        Assert.Equal(0, silo.Apns.Stats.Answers.DuplicateDeliveries);
    }

    [Fact]
    public async Task Campaign_AllDevices_ReachesThoseThatAreRegistered()
    {
        await using var silo = await RunningSilo.StartAsync();
        var push = silo.Outside;
        foreach (var i in Enumerable.Range(0, 20)) await push.Devices.RegisterAsync(RunningSilo.App, Token(i));
        await push.Devices.UnregisterAsync(RunningSilo.App, Token(3));
        var created = await push.Campaigns.CreateAsync(new CampaignSpec(RunningSilo.App, RunningSilo.Content("all")), "all-1");
        Assert.Equal("all-1", created.Id);
        await push.Campaigns.StartAsync("all-1");
        var end = await push.Campaigns.WatchAsync("all-1", Often, TestContext.Current.CancellationToken)
            .LastAsync(TestContext.Current.CancellationToken);
        Assert.Equal(19, end.Counts.Accepted);
    }

    [Fact]
    public async Task Campaign_PausedResumedAndCancelled_StandsWhereItWasLeft()
    {
        await using var silo = await RunningSilo.StartAsync(TimeSpan.FromMilliseconds(300));
        var push = silo.Outside;
        await push.Audiences.ImportAsync(
            RunningSilo.App, "sale", Tokens(20_000), cancellationToken: TestContext.Current.CancellationToken);
        var id = (await push.Campaigns.CreateAsync(new CampaignSpec(RunningSilo.App, RunningSilo.Content("sale"), "sale"))).Id;
        await push.Campaigns.StartAsync(id);
        Assert.Equal(CampaignState.Paused, (await push.Campaigns.PauseAsync(id)).State);
        Assert.Equal(id, Assert.Single(await push.Campaigns.ListAsync(cancellationToken: TestContext.Current.CancellationToken)).Id);
        Assert.Equal(CampaignState.Running, (await push.Campaigns.ResumeAsync(id)).State);
        await push.Campaigns.CancelAsync(id);
        var end = await push.Campaigns.WatchAsync(id, Often, TestContext.Current.CancellationToken)
            .LastAsync(TestContext.Current.CancellationToken);
        Assert.Equal(CampaignState.Cancelled, end.State);
        Assert.Equal(20_000, end.Counts.Ended);
        Assert.True(end.Counts.Skipped > 0);
    }

    [Fact]
    public async Task Campaign_PreviewedSentAndDeleted_LeavesNothingBehind()
    {
        await using var silo = await RunningSilo.StartAsync();
        var stop = TestContext.Current.CancellationToken;
        var campaigns = silo.Outside.Campaigns;
        var dead = DeviceToken.FromBytes(SimulatedTokens.Dead(1, 1));
        await silo.Outside.Audiences.ImportAsync(
            RunningSilo.App, "list", Tokens(20).Append(dead), cancellationToken: stop);
        var spec = new CampaignSpec(RunningSilo.App, RunningSilo.Content("hello"), "list");
        var preview = await campaigns.PreviewAsync(spec);
        Assert.Equal((21, spec.Content.Payload.Length, 0), (preview.Devices, preview.PayloadBytes, preview.Problems.Length));
        Assert.NotNull(preview.Content.Topic);
        var none = await campaigns.PreviewAsync(spec with { List = "none", Content = RunningSilo.Content(new string('x', 5000)) });
        Assert.Equal([RequestFault.InvalidNotification, RequestFault.EmptyAudience], none.Problems.Select(problem => problem.Fault));

        var id = (await campaigns.CreateAsync(spec)).Id;
        var taken = await campaigns.PreviewAsync(spec with { List = null }, id);
        Assert.Contains(RequestFault.DifferentSpec, taken.Problems.Select(problem => problem.Fault));
        Assert.Empty((await campaigns.PreviewAsync(spec, id)).Problems);
        await campaigns.StartAsync(id);
        await campaigns.WatchAsync(id, Often, stop).LastAsync(stop);
        var failures = await campaigns.ReadFailuresAsync(id, stop).ToListAsync(stop);
        Assert.Equal([new CampaignFailure(dead, FailureOutcome.Rejected, "410 Unregistered")], failures);
        Assert.Single(await campaigns.ListAsync(limit: 1, cancellationToken: stop));
        Assert.Empty(await campaigns.ListAsync(before: id, cancellationToken: stop));

        Assert.True(await campaigns.DeleteAsync(id));
        Assert.Null(await campaigns.FindAsync(id));
        Assert.Empty(await campaigns.ListAsync(cancellationToken: stop));
        Assert.False(await campaigns.DeleteAsync(id));
    }

    [Fact]
    public async Task Campaign_Unknown_IsRefusedWithItsFault()
    {
        await using var silo = await RunningSilo.StartAsync();
        Assert.Null(await silo.Outside.Campaigns.FindAsync("none"));
        var refusal = await Assert.ThrowsAsync<PushRequestException>(() => silo.Outside.Campaigns.PauseAsync("none"));
        Assert.Equal(RequestFault.UnknownCampaign, refusal.Fault);
    }

    private static DeviceToken Token(int index) => DeviceToken.FromBytes(SimulatedTokens.Good(1, index));

    private static IAsyncEnumerable<DeviceToken> Tokens(int count) => Enumerable.Range(0, count).Select(Token).ToAsyncEnumerable();

    private sealed class Recorder(List<long> values) : IProgress<long>
    {
        public void Report(long value)
        {
            lock (values) values.Add(value);
        }
    }
}
