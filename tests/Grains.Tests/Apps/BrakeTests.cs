using Push.Apns;
using Push.Grains.Campaigns;
using Push.Grains.Clusters;
using Push.Grains.Connections;
using Push.Grains.Devices;
using Push.Grains.Notifications;

namespace Push.Grains.Apps;

/// <summary>Proposals and the brake on a cluster: campaigns and single sends together.</summary>
public sealed class BrakeTests
{
    [Fact]
    public async Task Campaign_FivePercentTokensOfTheOtherEnvironment_StopsAndRetiresNobody()
    {
        await using var cluster = await StartAsync();
        var bad = Tokens.Bad(250).Select(token => DeviceToken.FromBytes(token)).ToList();
        await cluster.ImportAsync(null, [.. Tokens.Good(4750), .. Tokens.Bad(250)]);
        var campaign = await cluster.CreateAsync(PushCluster.Spec(null));
        await campaign.Start();
        var paused = await campaign.WaitAsync(status => status.State == CampaignState.Paused && status.OpenLeases == 0);

        Assert.Equal(ProblemKind.RetirementBrake, paused.Problem?.Kind);
        Assert.Contains("BadDeviceToken", paused.Problem?.Message, StringComparison.Ordinal);
        Assert.Equal((0, RetirementReason.None), (paused.Counts.Retired, await FirstRetiredAsync(cluster, bad)));
        var status = await App(cluster).GetStatus();
        Assert.Equal(paused.Counts.Proposed, status.Proposals.Waiting);
        var refused = await Assert.ThrowsAsync<PushRequestException>(() => campaign.Resume());
        Assert.Equal(RequestFault.DecisionNeeded, refused.Fault);
    }

    [Theory]
    [InlineData(ProposalDecision.Forget)]
    [InlineData(ProposalDecision.Retire)]
    public async Task Decide_LetsTheCampaignGoOnAndHoldsForTheRest(ProposalDecision decision)
    {
        await using var cluster = await StartAsync();
        var bad = Tokens.Bad(250).Select(token => DeviceToken.FromBytes(token)).ToList();
        await cluster.ImportAsync(null, [.. Tokens.Good(4750), .. Tokens.Bad(250)]);
        var campaign = await cluster.CreateAsync(PushCluster.Spec(null));
        await campaign.Start();
        await campaign.WaitAsync(status => status.State == CampaignState.Paused && status.OpenLeases == 0);

        await App(cluster).Decide(decision);
        await campaign.Resume();
        var end = await campaign.WaitForEndAsync();

        Assert.Equal((CampaignState.Finished, 4750L, 250L), (end.State, end.Counts.Accepted, end.Counts.Rejected));
        var expected = decision == ProposalDecision.Retire ? RetirementReason.BadDeviceToken : RetirementReason.None;
        foreach (var token in bad)
            await UntilAsync(cluster, token, record => record is { IsProposed: false } && record.Retired == expected);
    }

    [Fact]
    public async Task Decide_OtherwiseAfterOneThatCouldNotBeStored_IsWhatCounts()
    {
        await using var cluster = await StartAsync();
        var bad = Tokens.Bad(20).Select(token => DeviceToken.FromBytes(token)).ToList();
        foreach (var token in bad)
        {
            await Device(cluster, token).Register(new Registration(token));
            await SendAsync(cluster, token);
        }
        cluster.BeforeWrite = state => state == "app-brake" ? throw new IOException("full") : Task.CompletedTask;
        await Assert.ThrowsAnyAsync<Exception>(() => App(cluster).Decide(ProposalDecision.Retire));

        cluster.BeforeWrite = _ => Task.CompletedTask;
        Assert.Equal(ProposalDecision.Forget, (await App(cluster).Decide(ProposalDecision.Forget)).Proposals.Decided);
        foreach (var token in bad)
            await UntilAsync(cluster, token, record => record is { IsProposed: false });
        Assert.Equal(RetirementReason.None, await FirstRetiredAsync(cluster, bad));
    }

    [Theory]
    [InlineData(ProposalDecision.Retire)]
    [InlineData(ProposalDecision.Forget)]
    public async Task Decide_AgainAfterItCouldNotBeStored_IsWrittenIntoTheRows(ProposalDecision decision)
    {
        await using var cluster = await StartAsync();
        var bad = Tokens.Bad(20).Select(token => DeviceToken.FromBytes(token)).ToList();
        foreach (var token in bad) await SendAsync(cluster, token);
        cluster.BeforeWrite = state => state == "app-brake" ? throw new IOException("full") : Task.CompletedTask;
        await Assert.ThrowsAnyAsync<Exception>(() => App(cluster).Decide(decision));

        cluster.BeforeWrite = _ => Task.CompletedTask;
        await App(cluster).Decide(decision);
        foreach (var token in bad) await UntilAsync(cluster, token, record => record is not { IsProposed: true });
    }

    [Fact]
    public async Task Decision_ThatHoldsNoLonger_DoesNotComeBackWithARestart()
    {
        await using var cluster = await StartAsync();
        await SendUntilTheBrakeIsOnAsync(cluster, from: 0);
        await App(cluster).Decide(ProposalDecision.Retire);
        await cluster.ImportAsync("list", Tokens.Good(2500));
        var campaign = await cluster.CreateAsync(PushCluster.Spec("list"));
        await campaign.Start();
        await campaign.WaitForEndAsync();
        await Until.HoldsAsync(async () => (await App(cluster).GetStatus()).Proposals.Decided is null);

        await cluster.RestartAsync();

        Assert.Null((await App(cluster).GetStatus()).Proposals.Decided);
        await SendUntilTheBrakeIsOnAsync(cluster, from: 1000);
    }

    [Fact]
    public async Task Send_FewBadTokens_AreRetiredWhenAThousandAnswersCameBehind()
    {
        await using var cluster = await StartAsync();
        var bad = DeviceToken.FromBytes(Tokens.Bad(1).Single());
        await Device(cluster, bad).Register(new Registration(bad));
        Assert.Equal(DeviceEffect.Proposed, (await SendAsync(cluster, bad)).Effect);
        await cluster.ImportAsync("list", Tokens.Good(2500));
        var campaign = await cluster.CreateAsync(PushCluster.Spec("list"));
        await campaign.Start();
        await campaign.WaitForEndAsync();

        await UntilAsync(cluster, bad, record => record!.Retired == RetirementReason.BadDeviceToken);
        Assert.Equal(0, (await App(cluster).GetStatus()).Proposals.Waiting);
    }

    [Fact]
    public async Task Proposals_AndTheBrake_OutliveTheCluster()
    {
        await using var cluster = await StartAsync();
        foreach (var bad in Tokens.Bad(20)) await SendAsync(cluster, DeviceToken.FromBytes(bad));
        Assert.NotNull((await App(cluster).GetStatus()).Proposals.Brake);

        await cluster.RestartAsync();
        var status = await App(cluster).GetStatus();
        Assert.Equal((ProblemKind.RetirementBrake, 20L), (status.Proposals.Brake?.Kind, status.Proposals.Waiting));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Report_RepeatedAfterAFailedWrite_CountsOnce(bool isStored)
    {
        await using var cluster = await StartAsync();
        var failures = 0;
        Task Fail(string state) => state == "app-brake" && failures++ < 2 ? throw new IOException("full") : Task.CompletedTask;
        if (isStored) cluster.AfterWrite = Fail;
        else cluster.BeforeWrite = Fail;
        await SendAsync(cluster, DeviceToken.FromBytes(Tokens.Bad(1).Single()));

        var proposals = (await App(cluster).GetStatus()).Proposals;
        Assert.Equal((1L, 1, 1), (proposals.Waiting, proposals.Answers, proposals.Bad));
        Assert.True(failures > 2);
    }

    [Fact]
    public async Task Report_RepeatedToAnotherActivation_CountsOnce()
    {
        await using var cluster = await StartAsync();
        var report = new AppReport(10, [new ProposalBatch(Stamp: 1, Segment: 0, Segments: 1, Devices: 2)])
        {
            Channel = Guid.NewGuid(),
            Number = 1,
        };
        for (var i = 0; i < 2; i++)
        {
            await cluster.Grains.GetGrain<IAppDesk>(PushCluster.App).Report(report);
            await cluster.RestartAsync();
        }
        var proposals = (await App(cluster).GetStatus()).Proposals;
        Assert.Equal((2L, 10, 2), (proposals.Waiting, proposals.Answers, proposals.Bad));
    }

    private static Task<PushCluster> StartAsync() => PushCluster.StartAsync(
        silos: 2, configure: options => options.Apps[PushCluster.App].BrakePercent = new AppOptions().BrakePercent);

    private static IAppGrain App(PushCluster cluster) => cluster.Grains.GetGrain<IAppGrain>(PushCluster.App);

    private static IDeviceGrain Device(PushCluster cluster, DeviceToken token) =>
        cluster.Grains.GetGrain<IDeviceGrain>(DeviceKey.Of(PushCluster.App, token));

    private static Task<SendReceipt> SendAsync(PushCluster cluster, DeviceToken token) => Device(cluster, token).Send(
        new SingleSend(token, PushCluster.Content()), TestContext.Current.CancellationToken);

    private static async Task SendUntilTheBrakeIsOnAsync(PushCluster cluster, int from)
    {
        foreach (var bad in Tokens.Bad(100, from))
        {
            await SendAsync(cluster, DeviceToken.FromBytes(bad));
            if ((await App(cluster).GetStatus()).Proposals.Brake is not null) return;
        }
        Assert.Fail("The brake stays off.");
    }

    private static async Task<RetirementReason> FirstRetiredAsync(PushCluster cluster, IEnumerable<DeviceToken> tokens)
    {
        foreach (var token in tokens)
            if (await Device(cluster, token).Get(token) is { Retired: not RetirementReason.None } record) return record.Retired;
        return RetirementReason.None;
    }

    // What was decided is written into the rows a moment later.
    private static async Task UntilAsync(PushCluster cluster, DeviceToken token, Func<DeviceRecord?, bool> condition)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(60));
        while (!condition(await Device(cluster, token).Get(token)))
            await Task.Delay(TimeSpan.FromMilliseconds(20), deadline.Token);
    }
}
