using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using Push.Grains.Clusters;
using Push.Grains.Feeds;
using Push.Grains.Senders;
using Push.Simulator;

namespace Push.Grains.Campaigns;

/// <summary>What a campaign promises while its storage fails, stalls, or is slow.</summary>
public sealed class CampaignStorageTests
{
    private const string LedgerState = "campaign-ledger";

    [Fact]
    public async Task Start_CannotBeStoredAtFirst_GoesOnAllTheSame()
    {
        await using var cluster = await PushCluster.StartAsync(silos: 1);
        await cluster.ImportAsync("list", Tokens.Good(100));
        var campaign = await cluster.CreateAsync(PushCluster.Spec("list"));
        cluster.BeforeWrite = state => state == LedgerState ? throw new IOException("full") : Task.CompletedTask;
        await Assert.ThrowsAnyAsync<Exception>(() => campaign.Start());
        await Assert.ThrowsAnyAsync<Exception>(() => campaign.Start());

        cluster.BeforeWrite = _ => Task.CompletedTask;
        await campaign.Start();
        Assert.Equal(100, (await campaign.WaitForEndAsync()).Counts.Accepted);
    }

    [Fact]
    public async Task Create_TwiceAtOnceAndNotStored_FailsForBoth()
    {
        await using var cluster = await PushCluster.StartAsync(silos: 1);
        cluster.BeforeWrite = state => state == "campaign" ? throw new IOException("full") : Task.CompletedTask;
        var campaign = cluster.Grains.GetGrain<ICampaignGrain>(CampaignKey.Of(CampaignKey.NewId()));
        Task[] tries = [campaign.Create(PushCluster.Spec("list")), campaign.Create(PushCluster.Spec("list"))];
        foreach (var attempt in tries) await Assert.ThrowsAnyAsync<Exception>(() => attempt);

        cluster.BeforeWrite = _ => Task.CompletedTask;
        Assert.Equal(CampaignState.Created, (await campaign.Create(PushCluster.Spec("list"))).State);
    }

    [Fact]
    public async Task Report_SaidAgainBeforeItIsStored_IsNotAcknowledged()
    {
        await using var cluster = await StartWithoutSendersAsync(devices: 150);
        var (campaign, request, lease) = await LeaseAsync(cluster, UnknownPolicy.AtLeastOnce);
        cluster.BeforeWrite = state => state == LedgerState ? throw new IOException("full") : Task.CompletedTask;
        var report = request with { Wanted = 0, Reports = [new ChunkReport(lease.Number, 50, 0)] };
        for (var i = 0; i < 2; i++)
            await Assert.ThrowsAnyAsync<Exception>(() => Desk(cluster, campaign).Exchange(report));

        cluster.BeforeWrite = _ => Task.CompletedTask;
        await Desk(cluster, campaign).Exchange(report);
        Assert.Equal(50, (await campaign.GetStatus())!.Counts.Accepted);
    }

    [Fact]
    public async Task Lease_GivenUpBySender_IsNotTakenForALostGrant()
    {
        await using var cluster = await StartWithoutSendersAsync();
        var (campaign, request, lease) = await LeaseAsync(cluster, UnknownPolicy.AtMostOnce);
        var grant = await Desk(cluster, campaign).Exchange(request with { Abandoned = [lease.Number] });

        Assert.Empty(grant.Leases);
        Assert.Equal(50, (await campaign.WaitForEndAsync()).Counts.Unknown);
    }

    [Fact]
    public async Task Storage_StalledForLongerThanALease_RepeatsNothingAtMostOnce()
    {
        await using var cluster = await PushCluster.StartAsync(
            silos: 1,
            simulator: new SimulatorOptions { ControlPort = null, Latency = TimeSpan.FromMilliseconds(100), Streams = 10 },
            configure: options => options.Leases = new LeaseTimes
            {
                Length = TimeSpan.FromSeconds(1),
                Renewal = TimeSpan.FromMilliseconds(300),
                Grace = TimeSpan.FromSeconds(20),
            });
        await cluster.ImportAsync("list", Tokens.Good(1500));
        var campaign = await cluster.CreateAsync(PushCluster.Spec("list", UnknownPolicy.AtMostOnce));
        await campaign.Start();
        await campaign.WaitAsync(status => status.Counts.Accepted > 0);
        var sent = cluster.Apns.Stats.Answers.Accepted;
        var stalled = TimeProvider.System.GetUtcNow().AddSeconds(3);
        cluster.BeforeWrite = async state =>
        {
            var left = stalled - TimeProvider.System.GetUtcNow();
            if (state == LedgerState && left > TimeSpan.Zero) await Task.Delay(left, TestContext.Current.CancellationToken);
        };

        var end = await campaign.WaitForEndAsync();
        Assert.Equal(1500, end.Counts.Accepted + end.Counts.Unknown);
        Assert.Equal(0, cluster.Apns.Stats.Answers.DuplicateDeliveries);
    }

    // Whenever it comes, a cancellation that was acknowledged holds.
    [Fact]
    public async Task Cancel_WhileStarting_StaysCancelled()
    {
        await using var cluster = await StartWithoutSendersAsync();
        for (var looks = 0; looks < 40; looks++)
        {
            var campaign = await cluster.CreateAsync(PushCluster.Spec("list"));
            var starting = campaign.Start();
            for (var i = 0; i < looks; i++) await campaign.GetStatus();
            await campaign.Cancel();
            try
            {
                await starting;
            }
            catch (Notifications.PushRequestException)
            {
            }
            Assert.Equal(CampaignState.Cancelled, (await campaign.GetStatus())!.State);
        }
    }

    // Another activation may never hear of a cancellation that isn't stored.
    [Fact]
    public async Task Cancel_NotStoredYet_OnlyStopsSenders()
    {
        await using var cluster = await StartWithoutSendersAsync();
        var (campaign, request, lease) = await LeaseAsync(cluster, UnknownPolicy.AtLeastOnce);
        var renewal = request with { Wanted = 0, Held = [lease.Number] };
        var stored = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        cluster.BeforeWrite = state => state == LedgerState ? stored.Task : Task.CompletedTask;
        var cancelling = campaign.Cancel();
        await campaign.WaitAsync(status => status.State == CampaignState.Cancelling);
        Assert.Equal(SenderOrder.Finish, (await Desk(cluster, campaign).Exchange(renewal)).Order);

        stored.SetResult();
        await cancelling;
        Assert.Equal(SenderOrder.Cancel, (await Desk(cluster, campaign).Exchange(renewal)).Order);
    }

    [Fact]
    public async Task Cancel_OfOneThatWasNotStarted_EndsWhenItCanBeStored()
    {
        await using var cluster = await StartWithoutSendersAsync();
        var campaign = await cluster.CreateAsync(PushCluster.Spec("list"));
        cluster.BeforeWrite = state => state == LedgerState ? throw new IOException("full") : Task.CompletedTask;
        await Assert.ThrowsAnyAsync<Exception>(() => campaign.Cancel());

        cluster.BeforeWrite = _ => Task.CompletedTask;
        await Until.HoldsAsync(async () => (await List(cluster).GetOpen()).IsEmpty);
        Assert.Equal(CampaignState.Cancelled, (await campaign.GetStatus())!.State);
    }

    [Fact]
    public async Task End_ListCannotBeWrittenBeforeARestart_IsListedAfterIt()
    {
        await using var cluster = await StartWithoutSendersAsync();
        var campaign = await cluster.CreateAsync(PushCluster.Spec("list"));
        cluster.BeforeWrite = state => state == "campaign-list" ? throw new IOException("full") : Task.CompletedTask;
        await Assert.ThrowsAnyAsync<Exception>(() => campaign.Cancel());
        await cluster.RestartAsync();

        cluster.BeforeWrite = _ => Task.CompletedTask;
        Assert.True((await cluster.Grains.GetGrain<ICampaignGrain>(campaign.GetPrimaryKeyString()).GetStatus())!.HasEnded);
        await Until.HoldsAsync(async () => (await List(cluster).GetOpen()).IsEmpty);
    }

    [Fact]
    public async Task End_FoundByTwoAtOnce_IsToldOnce()
    {
        await using var cluster = await StartWithoutSendersAsync();
        var (campaign, request, lease) = await LeaseAsync(cluster, UnknownPolicy.AtLeastOnce);
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        cluster.BeforeWrite = state => state == "campaign-list" ? told.Task : Task.CompletedTask;
        var report = request with { Wanted = 0, Reports = [new ChunkReport(lease.Number, 50, 0)] };
        Task[] reporting = [Desk(cluster, campaign).Exchange(report), Desk(cluster, campaign).Exchange(report)];
        await campaign.WaitForEndAsync();

        told.SetResult();
        await Task.WhenAll(reporting);
        var feed = cluster.Grains.GetGrain<IFeedGrain>(PushCluster.App);
        Assert.Single((await feed.Read(new FeedRead(0, 10, TimeSpan.Zero), TestContext.Current.CancellationToken)).Events);
    }

    [Fact]
    public async Task Exchange_ForADeletedCampaignOfTheSameId_LeasesAndCountsNothing()
    {
        await using var cluster = await StartWithoutSendersAsync();
        var (campaign, request, lease) = await LeaseAsync(cluster, UnknownPolicy.AtLeastOnce);
        var grant = await Desk(cluster, campaign).Exchange(
            request with { Nonce = Guid.NewGuid(), Held = [lease.Number], Reports = [new ChunkReport(lease.Number, 50, 0)] });

        Assert.Equal(SenderOrder.Cancel, grant.Order);
        Assert.Equal(lease.Number, Assert.Single(grant.Lost));
        Assert.Empty(grant.Leases);
        Assert.Equal(50, (await campaign.GetStatus())!.Counts.Pending);
    }

    [Fact]
    public async Task App_TakenOutOfTheConfiguration_LeavesItsCampaignsInReach()
    {
        var name = PushCluster.App;
        await using var cluster = await PushCluster.StartAsync(silos: 1, configure: options =>
        {
            options.Sends = false;
            options.Apps[name] = options.Apps[PushCluster.App];
            if (name != PushCluster.App) options.Apps.Remove(PushCluster.App);
        });
        await cluster.ImportAsync("list", Tokens.Good(50));
        var key = (await LeaseAsync(cluster, UnknownPolicy.AtLeastOnce)).Campaign.GetPrimaryKeyString();

        name = "other";
        await cluster.RestartAsync();
        var campaign = cluster.Grains.GetGrain<ICampaignGrain>(key);
        Assert.Equal(ProblemKind.Configuration, (await campaign.GetStatus())?.Problem?.Kind);
        await campaign.Cancel();
        Assert.Equal(CampaignState.Cancelled, (await campaign.WaitForEndAsync()).State);
    }

    [Fact]
    public async Task Delete_ByAnActivationThatWasOvertaken_RemovesNothing()
    {
        await using var cluster = await StartWithoutSendersAsync();
        await using var another = await cluster.StartAnotherAsync();
        var campaign = await cluster.CreateAsync(PushCluster.Spec("list"));
        var overtaken = another.Grains.GetGrain<ICampaignGrain>(campaign.GetPrimaryKeyString());
        Assert.Equal(CampaignState.Created, (await overtaken.GetStatus())!.State);
        await campaign.Start();

        await Assert.ThrowsAnyAsync<Exception>(() => overtaken.Delete());
        Assert.Equal(CampaignState.Running, (await overtaken.GetStatus())!.State);
    }

    private static async Task<PushCluster> StartWithoutSendersAsync(int devices = 50)
    {
        var cluster = await PushCluster.StartAsync(silos: 1, configure: options => options.Sends = false);
        await cluster.ImportAsync("list", Tokens.Good(devices));
        return cluster;
    }

    private static ICampaignListGrain List(PushCluster cluster) =>
        cluster.Grains.GetGrain<ICampaignListGrain>(ICampaignListGrain.Key);

    private static ILeaseDesk Desk(PushCluster cluster, ICampaignGrain campaign) =>
        cluster.Grains.GetGrain<ILeaseDesk>(campaign.GetPrimaryKeyString());

    // The test is the sender: it leases one chunk.
    private static async Task<(ICampaignGrain Campaign, LeaseRequest Request, Lease Lease)> LeaseAsync(
        PushCluster cluster, UnknownPolicy policy)
    {
        var campaign = await cluster.CreateAsync(PushCluster.Spec("list", policy));
        await campaign.Start();
        var request = new LeaseRequest(0, cluster.Silos.Silos[0].SiloAddress, 1)
        {
            Sender = Guid.NewGuid(),
            Nonce = await NonceAsync(cluster, campaign),
        };
        var grant = await Desk(cluster, campaign).Exchange(request);
        return (campaign, request, Assert.Single(grant.Leases));
    }

    private static async Task<Guid> NonceAsync(PushCluster cluster, ICampaignGrain campaign)
    {
        var storage = cluster.Silos.Silos[0].ServiceProvider.GetRequiredKeyedService<IGrainStorage>(PushStorage.Name);
        var record = new GrainState<CampaignRecord>();
        await storage.ReadStateAsync("campaign", campaign.GetGrainId(), record);
        return record.State!.Nonce;
    }
}
