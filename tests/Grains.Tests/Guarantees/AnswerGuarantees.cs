using Push.Apns;
using Push.Grains.Campaigns;
using Push.Grains.Clusters;
using Push.Grains.Connections;
using Push.Grains.Devices;
using Push.Simulator.Faults;
using Push.Testing.Guarantees;

namespace Push.Grains.Guarantees;

/// <summary>Answers that refuse, come late, or never come.</summary>
public sealed class AnswerGuarantees
{
    [Fact]
    public async Task Unavailable_WithRetryAfter_LosesAndRepeatsNothing()
    {
        await using var run = await FaultyCampaign.PrepareAsync("503 with Retry-After for 5 %, 500 for 2 %");
        run.Apns.Faults.Set(new SimulatorFaults
        {
            Rejections =
            [
                new RejectionFault { Reason = "ServiceUnavailable", RetryAfter = 1, Rate = 0.05 },
                new RejectionFault { Reason = "InternalServerError", Rate = 0.02 },
            ],
        });
        await run.Campaign.Start();
        await run.CheckAsync();
    }

    [Fact]
    public async Task TooManyRequests_ForSomeDevices_LosesAndRepeatsNothing()
    {
        await using var run = await FaultyCampaign.PrepareAsync("429 TooManyRequests for 5 %");
        run.Apns.Faults.Set(new SimulatorFaults
        {
            Rejections = [new RejectionFault { Reason = "TooManyRequests", RetryAfter = 1, Rate = 0.05 }],
        });
        await run.Campaign.Start();
        await run.CheckAsync();
    }

    [Fact]
    public async Task TooManyRequests_InEveryChunkForAWhile_LosesAndRepeatsNothing()
    {
        const int chunks = 200;
        await using var run = await FaultyCampaign.PrepareAsync(
            "429 TooManyRequests for 3 devices of every chunk, for 15 s",
            configure: options => options.DevicesPerSegment = GuaranteeSize.Devices / chunks);
        run.Apns.Faults.Set(new SimulatorFaults
        {
            Rejections = [new RejectionFault { Reason = "TooManyRequests", TokenShare = 3.0 * chunks / GuaranteeSize.Devices }],
            For = TimeSpan.FromSeconds(15),
        });
        await run.Campaign.Start();
        await run.CheckAsync();
    }

    [Fact]
    public async Task TooManyProviderTokenUpdates_HoldEverythingBackAndLoseNothing()
    {
        var hold = TimeSpan.FromSeconds(5);
        await using var run = await FaultyCampaign.PrepareAsync(
            $"429 TooManyProviderTokenUpdates, and nothing is sent for {hold.TotalSeconds:0} s",
            configure: options => options.TokenUpdateHold = hold);
        run.Apns.Faults.Set(FaultyCampaign.Slow);
        await run.Campaign.Start();
        await run.ReachAsync(0.2);
        run.Apns.Faults.Set(FaultyCampaign.Slow with
        {
            Rejections = [new RejectionFault { Reason = "TooManyProviderTokenUpdates" }],
        });
        await run.Campaign.WaitAsync(status => status.Problem is not null);
        var single = DeviceToken.FromBytes(Tokens.Good(1, from: 900_000).Single());
        var receipt = await run.Cluster.Grains.GetGrain<IDeviceGrain>(DeviceKey.Of(PushCluster.App, single)).Send(
            new SingleSend(single, PushCluster.Content()), TestContext.Current.CancellationToken);
        Assert.Equal((AttemptOutcome.NotSent, ProblemKind.Connection), (receipt.Answer.Outcome, receipt.Problem?.Kind));
        // What was on its way, and after the hold one request.
        var refused = run.Apns.Stats.Answers.Rejected;
        await run.Apns.WaitForStatsAsync(stats => stats.Answers.Rejected > refused, TestContext.Current.CancellationToken);
        run.Apns.Faults.Clear();
        await run.CheckAsync();
    }

    [Fact]
    public async Task Answers_LaterThanTheDeadline_RepeatOnlyWhatIsAnnounced()
    {
        await using var run = await FaultyCampaign.PrepareAsync("1 % of the answers come after the deadline");
        run.Apns.Faults.Set(new SimulatorFaults
        {
            Latency = LatencyDistribution.Percentiles(
                (99, TimeSpan.FromMilliseconds(10)), (99.001, TimeSpan.FromSeconds(12)), (100, TimeSpan.FromSeconds(13))),
            For = TimeSpan.FromSeconds(10),
        });
        await run.Campaign.Start();
        await run.CheckAsync(mayRepeat: true);
    }

    [Fact]
    public async Task Answers_NeverComing_RepeatOnlyWhatIsAnnounced()
    {
        await using var run = await FaultyCampaign.StartAsync("no answers at all for 12 s");
        await run.ReachAsync(0.2);
        run.Apns.Faults.Set(new SimulatorFaults { Stall = new StallFault(), For = TimeSpan.FromSeconds(12) });
        await run.CheckAsync(mayRepeat: true);
    }

    [Fact]
    public async Task Unregistered_OlderThanTheRegistration_KeepsTheToken()
    {
        await using var run = await FaultyCampaign.PrepareAsync("410 that is older than the registration", toApp: true);
        var older = TimeProvider.System.GetUtcNow().AddDays(-1).ToUnixTimeMilliseconds();
        var device = DeviceToken.FromBytes(Tokens.Good(1).Single());
        await run.Cluster.Grains.GetGrain<IDeviceGrain>(DeviceKey.Of(PushCluster.App, device)).Register(new Registration(device));
        run.Apns.Faults.Set(new SimulatorFaults
        {
            Rejections = [new RejectionFault { Reason = "Unregistered", Timestamp = older, TokenPrefix = device.ToHex() }],
        });
        await run.Campaign.Start();
        var end = await run.CheckAsync();
        Assert.Equal((1L, 0L), (end.Counts.Rejected, end.Counts.Retired));
        var known = await run.Cluster.Grains.GetGrain<IDeviceGrain>(DeviceKey.Of(PushCluster.App, device)).Get(device);
        Assert.Equal(RetirementReason.None, known!.Retired);
    }

    [Fact]
    public async Task BadDeviceToken_ForFivePercent_TripsTheBrakeAndRetiresNobody()
    {
        await using var run = await FaultyCampaign.PrepareAsync(
            "5 % of the tokens are of the sandbox", configure: options => options.Apps[PushCluster.App].BrakePercent = 2);
        run.Apns.Faults.Set(new SimulatorFaults
        {
            Rejections = [new RejectionFault { Reason = "BadDeviceToken", TokenShare = 0.05 }],
        });
        await run.Campaign.Start();
        await run.Campaign.WaitAsync(status =>
            status is { State: CampaignState.Paused, Problem.Kind: ProblemKind.RetirementBrake, OpenLeases: 0 });
        await run.Cluster.Grains.GetGrain<Apps.IAppGrain>(PushCluster.App).Decide(Apps.ProposalDecision.Forget);
        await run.Campaign.Resume();
        var end = await run.CheckAsync();
        Assert.Equal(0, end.Counts.Retired);
        Assert.InRange(end.Counts.Rejected, GuaranteeSize.Devices * 3 / 100, GuaranteeSize.Devices * 7 / 100);
    }

    [Fact]
    public async Task Clock_TenMinutesSlow_LosesAndRepeatsNothing()
    {
        await using var run = await FaultyCampaign.PrepareAsync("our clock is 10 minutes slow");
        run.Apns.Faults.Set(new SimulatorFaults { ClockOffset = TimeSpan.FromMinutes(10) });
        await run.Campaign.Start();
        await run.CheckAsync();
    }

    [Fact]
    public async Task Clock_TenMinutesFast_IsSaidAndLosesNothingWhenPutRight()
    {
        await using var run = await FaultyCampaign.PrepareAsync("our clock is 10 minutes fast, until it is put right");
        run.Apns.Faults.Set(new SimulatorFaults { ClockOffset = TimeSpan.FromMinutes(-10) });
        await run.Campaign.Start();
        var refused = await run.Campaign.WaitAsync(status => status.Problem is not null);
        Assert.Contains("clock", refused.Problem!.Message, StringComparison.OrdinalIgnoreCase);
        run.Apns.Faults.Clear();
        await ResumeUntilItEndsAsync(run);
        await run.CheckAsync();
    }

    [Fact]
    public async Task ExpiredProviderToken_ForAWhile_LosesAndRepeatsNothing()
    {
        await using var run = await FaultyCampaign.StartAsync("403 ExpiredProviderToken for 100 requests");
        run.Apns.Faults.Set(new SimulatorFaults
        {
            Rejections = [new RejectionFault { Reason = "ExpiredProviderToken", Times = 100 }],
        });
        await ResumeUntilItEndsAsync(run);
        await run.CheckAsync();
    }

    // A refused credential may pause the campaign; somebody resumes it.
    private static async Task ResumeUntilItEndsAsync(FaultyCampaign run)
    {
        while (!(await run.Campaign.WaitAsync(status => status.HasEnded || status.State == CampaignState.Paused)).HasEnded)
            await run.Campaign.Resume();
    }
}
