using Push.Grains.Campaigns;
using Push.Grains.Clusters;
using Push.Http2.Errors;
using Push.Simulator.Faults;
using Push.Testing.Guarantees;

namespace Push.Grains.Guarantees;

/// <summary>Connections that end, break, or say nothing.</summary>
public sealed class ConnectionGuarantees
{
    private const int GoAways = 500;

    [Fact]
    public async Task GoAway_FiveHundredTimes_LosesAndRepeatsNothing()
    {
        await using var run = await FaultyCampaign.PrepareAsync($"{GoAways} GOAWAYs in one campaign");
        run.Apns.Faults.Set(new SimulatorFaults { GoAway = new GoAwayFault { Every = GuaranteeSize.Devices / GoAways } });
        await run.Campaign.Start();
        await run.CheckAsync();
        Assert.InRange(run.Apns.Stats.Faults.GoAways, GoAways / 2, GoAways);
    }

    [Fact]
    public async Task GoAway_Abrupt_RepeatsOnlyWhatItAnnounces()
    {
        await using var run = await FaultyCampaign.PrepareAsync("GOAWAY that leaves streams unanswered");
        run.Apns.Faults.Set(new SimulatorFaults { GoAway = new GoAwayFault { Every = GuaranteeSize.Devices / 10, Abrupt = true } });
        await run.Campaign.Start();
        await run.CheckAsync(mayRepeat: true);
    }

    [Fact]
    public async Task Cut_BeforeTheRequestWasTaken_LosesNothing()
    {
        await using var run = await FaultyCampaign.PrepareAsync("connections cut before a request was taken");
        run.Apns.Faults.Set(new SimulatorFaults { Cut = new CutFault { Every = GuaranteeSize.Devices / 10, When = FaultMoment.Before } });
        await run.Campaign.Start();
        await run.CheckAsync(mayRepeat: true);
    }

    [Fact]
    public async Task Cut_AfterTheRequestWasTaken_RepeatsOnlyWhatItAnnounces()
    {
        await using var run = await FaultyCampaign.PrepareAsync("connections cut after a request was taken");
        run.Apns.Faults.Set(new SimulatorFaults { Cut = new CutFault { Every = GuaranteeSize.Devices / 10 } });
        await run.Campaign.Start();
        await run.CheckAsync(mayRepeat: true);
    }

    [Fact]
    public async Task Cut_AtMostOnce_RepeatsNothing()
    {
        await using var run = await FaultyCampaign.PrepareAsync(
            "connections cut after a request was taken, at most once", UnknownPolicy.AtMostOnce);
        run.Apns.Faults.Set(new SimulatorFaults { Cut = new CutFault { Every = GuaranteeSize.Devices / 10 } });
        await run.Campaign.Start();
        var end = await run.CheckAsync(mayRepeat: true);
        Assert.Equal(0, run.Apns.Stats.Answers.DuplicateDeliveries);
        Assert.True(end.Counts.Unknown > 0);
    }

    [Fact]
    public async Task Reset_RefusedStream_LosesAndRepeatsNothing()
    {
        await using var run = await FaultyCampaign.PrepareAsync("RST_STREAM with REFUSED_STREAM for 5 % of the requests");
        run.Apns.Faults.Set(new SimulatorFaults
        {
            Reset = new ResetFault { Rate = 0.05, Code = Http2ErrorCode.RefusedStream, When = FaultMoment.Before },
        });
        await run.Campaign.Start();
        await run.CheckAsync();
    }

    [Fact]
    public async Task Reset_InternalError_RepeatsOnlyWhatItAnnounces()
    {
        await using var run = await FaultyCampaign.PrepareAsync("RST_STREAM with INTERNAL_ERROR for 2 % of the requests");
        run.Apns.Faults.Set(new SimulatorFaults { Reset = new ResetFault { Rate = 0.02 } });
        await run.Campaign.Start();
        await run.CheckAsync(mayRepeat: true);
    }

    [Theory]
    [InlineData(NewConnections.Refused, "nobody listens for 5 s, all connections cut")]
    [InlineData(NewConnections.Closed, "TLS refused for 5 s, all connections cut")]
    [InlineData(NewConnections.Silent, "a peer that accepts and never answers for 5 s, all connections cut")]
    public async Task NewConnections_Unserved_LosesNothing(NewConnections how, string fault)
    {
        await using var run = await FaultyCampaign.StartAsync(fault);
        await run.ReachAsync(0.2);
        run.Apns.Faults.Set(new SimulatorFaults { NewConnections = how, For = TimeSpan.FromSeconds(5) });
        run.Apns.DropConnections();
        await run.CheckAsync(mayRepeat: true);
    }

    [Fact]
    public async Task Peer_StopsReading_LosesNothing()
    {
        await using var run = await FaultyCampaign.StartAsync("a peer that stops reading for 15 s");
        await run.ReachAsync(0.2);
        run.Apns.Faults.Set(new SimulatorFaults { StopReading = true, For = TimeSpan.FromSeconds(15) });
        await run.CheckAsync(mayRepeat: true);
    }

    [Fact]
    public async Task Streams_OneOnly_NoCallTimesOut()
    {
        // Chunks of which one alone takes longer than a grain call may.
        await using var run = await FaultyCampaign.PrepareAsync(
            "one stream per connection, and chunks that take longer than a grain call may",
            configure: options => (options.DevicesPerSegment, options.Apps[PushCluster.App].Connections) = (1000, 1));
        run.Apns.Faults.Set(new SimulatorFaults { Streams = 1, Latency = LatencyDistribution.Fixed(TimeSpan.FromMilliseconds(30)) });
        await run.Campaign.Start();
        await run.Apns.WaitForStatsAsync(stats => stats.Answers.Accepted >= 1000, TestContext.Current.CancellationToken);
        run.Apns.Faults.Clear();
        await run.CheckAsync();
        Assert.DoesNotContain(run.Cluster.Log.Lines, line => line.Contains("TimeoutException", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Streams_UpAndDown_LosesAndRepeatsNothing()
    {
        await using var run = await FaultyCampaign.StartAsync("the stream limit goes up and down, to 0 and back");
        run.Apns.Faults.Play([.. new[] { 3, 0, 500, 1, 100 }.Select(streams =>
            new SimulatorFaults { Streams = streams, For = TimeSpan.FromMilliseconds(300) })]);
        await run.CheckAsync();
    }
}
