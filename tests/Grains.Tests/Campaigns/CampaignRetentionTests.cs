using Push.Grains.Apps;
using Push.Grains.Clusters;
using Push.Grains.Notifications;
using Push.Grains.Senders;
using Push.Simulator;

namespace Push.Grains.Campaigns;

/// <summary>What is left of campaigns that have ended, and when nothing is.</summary>
public sealed class CampaignRetentionTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddDays(1000);

    [Fact]
    public void Expired_ManyOrOld_AreTheOldestThatEnded()
    {
        var options = new RetentionOptions { KeepAtMost = 2, KeepFor = TimeSpan.FromDays(10) };
        CampaignListEntry[] entries = [Ended("old", 11), Open("open", 9), Ended("one", 3), Ended("two", 2), Ended("three", 1)];
        Assert.Equal(["old", "one"], options.Expired(entries, Now));
        Assert.Equal(["old", "open"], new RetentionOptions { KeepFor = TimeSpan.FromDays(8) }.Expired(entries, Now));
    }

    [Fact]
    public async Task Ended_MoreThanAreKept_TheOldestIsDeletedWithItsNotes()
    {
        await using var cluster = await PushCluster.StartAsync(silos: 1, configure: options => options.Retention.KeepAtMost = 1);
        await cluster.ImportAsync("list", [.. Tokens.Good(50), .. Tokens.Dead(5)]);
        var first = await RunAsync(cluster);
        Assert.NotNull(await NotesOf(first, cluster).ReadNewest());
        var second = await RunAsync(cluster);

        while (await first.GetStatus() is not null) await Task.Delay(20, TestContext.Current.CancellationToken);
        Assert.Null(await NotesOf(first, cluster).ReadNewest());
        Assert.NotNull(await second.GetStatus());
        var list = await List(cluster).GetPage(10, before: null);
        Assert.Equal(second.GetPrimaryKeyString(), CampaignKey.Of(Assert.Single(list).Id));
    }

    // Its next look is an hour away, and grains that nobody calls are collected long before.
    [Fact]
    public async Task List_NobodyCalls_StaysActive()
    {
        await using var cluster = await PushCluster.StartAsync(silos: 1);
        await List(cluster).GetPage(10, before: null);
        var another = cluster.Grains.GetGrain<IAppGrain>(PushCluster.App);
        await another.GetStatus();
        var management = cluster.Grains.GetGrain<IManagementGrain>(0);
        var cancelled = TestContext.Current.CancellationToken;
        while (await management.GetActivationAddress(another, cancelled) is not null)
            await management.ForceActivationCollection(TimeSpan.Zero, cancelled);
        Assert.NotNull(await management.GetActivationAddress(List(cluster), cancelled));
    }

    [Fact]
    public async Task Delete_UnderWay_IsRefused()
    {
        await using var cluster = await PushCluster.StartAsync(
            silos: 1, simulator: new SimulatorOptions { ControlPort = null, Latency = TimeSpan.FromMilliseconds(100), Streams = 5 });
        await cluster.ImportAsync("list", Tokens.Good(1000));
        var campaign = await cluster.CreateAsync(PushCluster.Spec("list"));
        await campaign.Start();
        Assert.Equal(RequestFault.WrongState, (await Assert.ThrowsAsync<PushRequestException>(campaign.Delete)).Fault);
        await campaign.Cancel();
        await campaign.WaitForEndAsync();
        Assert.True(await campaign.Delete());
        Assert.Null(await campaign.GetStatus());
    }

    [Fact]
    public async Task List_ReadInPages_HasEachCampaignOnce()
    {
        await using var cluster = await PushCluster.StartAsync(silos: 1);
        for (var i = 0; i < 5; i++) await cluster.CreateAsync(PushCluster.Spec("list"));
        var all = await List(cluster).GetPage(10, before: null);
        var read = new List<CampaignListEntry>();
        while (await List(cluster).GetPage(2, read.LastOrDefault()?.Id) is { Length: > 0 } page) read.AddRange(page);
        Assert.Equal(5, all.Length);
        Assert.Equal(all, read);
        await Assert.ThrowsAsync<PushRequestException>(() => List(cluster).GetPage(0, before: null));
        await Assert.ThrowsAsync<PushRequestException>(() => List(cluster).GetPage(1, before: "nobody"));
    }

    private static async Task<ICampaignGrain> RunAsync(PushCluster cluster)
    {
        var campaign = await cluster.CreateAsync(PushCluster.Spec("list"));
        await campaign.Start();
        await campaign.WaitForEndAsync();
        return campaign;
    }

    private static IChunkNotesGrain NotesOf(ICampaignGrain campaign, PushCluster cluster) =>
        cluster.Grains.GetGrain<IChunkNotesGrain>(ChunkNotesKey.Of(CampaignKey.IdOf(campaign.GetPrimaryKeyString()), 0));

    private static ICampaignListGrain List(PushCluster cluster) => cluster.Grains.GetGrain<ICampaignListGrain>(ICampaignListGrain.Key);

    private static CampaignListEntry Open(string id, int days) => new(id, "demo", Now.AddDays(-days));

    private static CampaignListEntry Ended(string id, int days) =>
        Open(id, days) with { HasEnded = true, EndedAt = Now.AddDays(-days) };
}
