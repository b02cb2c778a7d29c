using Push.Apns;
using Push.Grains.Clusters;
using Push.Grains.Notifications;

namespace Push.Grains.Campaigns;

[Collection(SharedClusterTests.Name)]
public sealed class CampaignTests(SharedCluster shared)
{
    private readonly PushCluster _cluster = shared.Cluster;

    [Fact]
    public async Task Campaign_ImportedList_EndsWithEveryDeviceAccountedFor()
    {
        var before = _cluster.Apns.Stats.Answers;
        var import = await _cluster.ImportAsync(
            "all", [.. Tokens.Good(5000), .. Tokens.Dead(50), .. Tokens.Bad(25), .. Tokens.Good(10)]);
        Assert.Equal((5075, 10, 5075), (import.Added, import.Duplicates, import.Devices));

        var campaign = await _cluster.CreateAsync(PushCluster.Spec("all"));
        await campaign.Start();
        var end = await campaign.WaitForEndAsync();

        Assert.Equal(CampaignState.Finished, end.State);
        Assert.Equal(5075, end.Counts.Audience);
        Assert.Equal(5000, end.Counts.Accepted);
        Assert.Equal([new("410 Unregistered", 50), new("400 BadDeviceToken", 25)], end.Counts.RejectedBy.AsEnumerable());
        Assert.Equal((50, 25), (end.Counts.Retired, end.Counts.Proposed));
        Assert.Equal(5000, _cluster.Apns.Stats.Answers.Accepted - before.Accepted);
    }

    [Fact]
    public async Task Campaign_SecondOverTheSameList_SkipsWhatTheFirstRetired()
    {
        await _cluster.ImportAsync("twice", [.. Tokens.Good(50, from: 10_000), .. Tokens.Dead(20, from: 100)]);
        var first = await _cluster.CreateAsync(PushCluster.Spec("twice"));
        await first.Start();
        Assert.Equal(20, (await first.WaitForEndAsync()).Counts.Retired);

        var second = await _cluster.CreateAsync(PushCluster.Spec("twice"));
        await second.Start();
        var end = await second.WaitForEndAsync();

        Assert.Equal((50, 0, 20), (end.Counts.Accepted, end.Counts.Rejected, end.Counts.Skipped));
        Assert.Equal([new(SkipReason.LeftAudience, 20)], end.Counts.SkippedBy.AsEnumerable());
    }

    [Fact]
    public async Task Campaign_RefusedForNow_IsSentAgain()
    {
        await _cluster.ImportAsync("later", [.. Tokens.Unavailable(5), .. Tokens.TooMany(5), .. Tokens.Good(10, from: 20_000)]);
        var campaign = await _cluster.CreateAsync(PushCluster.Spec("later"));
        await campaign.Start();
        Assert.Equal(20, (await campaign.WaitForEndAsync()).Counts.Accepted);
    }

    [Fact]
    public async Task Campaign_ExpiredNotification_SkipsEveryDevice()
    {
        await _cluster.ImportAsync("expired", Tokens.Good(30, from: 30_000));
        var content = PushCluster.Content() with { Expiration = Expiration.FromEpochSeconds(1_000_000) };
        var campaign = await _cluster.CreateAsync(new CampaignSpec(PushCluster.App, content, "expired"));
        await campaign.Start();
        Assert.Equal([new(SkipReason.Expired, 30)], (await campaign.WaitForEndAsync()).Counts.SkippedBy.AsEnumerable());
    }

    [Fact]
    public async Task Create_SameIdTwice_IsTheSameCampaignOrAnError()
    {
        var campaign = _cluster.Grains.GetGrain<ICampaignGrain>(CampaignKey.Of(CampaignKey.NewId()));
        var created = await campaign.Create(PushCluster.Spec("any"));
        Assert.Equal(created.CreatedAt, (await campaign.Create(PushCluster.Spec("any"))).CreatedAt);
        var other = await Assert.ThrowsAsync<PushRequestException>(() => campaign.Create(PushCluster.Spec("other")));
        Assert.Equal(RequestFault.DifferentSpec, other.Fault);
        Assert.EndsWith("its list is 'any', not 'other'.", other.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_WhatCannotBeSent_IsRefusedWithAReason()
    {
        Assert.Equal(RequestFault.UnknownApp, await FaultOf(_cluster.CreateAsync(PushCluster.Spec(null) with { App = "nobody" })));
        Assert.Equal(RequestFault.InvalidNotification, await FaultOf(
            _cluster.CreateAsync(PushCluster.Spec(null) with { Content = PushCluster.Content(new string('x', 5000)) })));
        var empty = await _cluster.CreateAsync(PushCluster.Spec("empty"));
        Assert.Equal(RequestFault.EmptyAudience, await FaultOf(empty.Start()));
        var unknown = _cluster.Grains.GetGrain<ICampaignGrain>(CampaignKey.Of("unknown"));
        Assert.Null(await unknown.GetStatus());
        Assert.Equal(RequestFault.UnknownCampaign, await FaultOf(unknown.Pause()));
    }

    [Fact]
    public async Task Start_ImportNotComplete_IsRefused()
    {
        await _cluster.Grains.GetGrain<Audiences.IAudienceGrain>(
            Audiences.AudienceKey.OfList(PushCluster.App, "half")).BeginImport(new Audiences.ImportRequest(10, 1, Audiences.ImportMode.Add));
        var campaign = await _cluster.CreateAsync(PushCluster.Spec("half"));
        Assert.Equal(RequestFault.ImportIncomplete, await FaultOf(campaign.Start()));
    }

    [Fact]
    public async Task List_AfterCreate_HoldsTheCampaign()
    {
        var campaign = await _cluster.CreateAsync(PushCluster.Spec("listed"));
        var all = await _cluster.Grains.GetGrain<ICampaignListGrain>(ICampaignListGrain.Key).GetPage(ICampaignListGrain.MaxPage, before: null);
        Assert.Contains(all, entry => CampaignKey.Of(entry.Id) == campaign.GetPrimaryKeyString());
    }

    private static async Task<RequestFault> FaultOf(Task call) => (await Assert.ThrowsAsync<PushRequestException>(() => call)).Fault;
}
