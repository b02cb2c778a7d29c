using System.Diagnostics;
using Push.Apns;
using Push.Grains.Campaigns;
using Push.Grains.Clusters;
using Push.Grains.Connections;
using Push.Grains.Devices;
using Push.Simulator.Faults;

namespace Push.Grains.Apps;

/// <summary>The gate of an app on a cluster: one wrong key or topic costs a few requests, whoever sends.</summary>
public sealed class GateTests
{
    [Theory]
    [InlineData("InvalidProviderToken", ProblemKind.Credential)]
    [InlineData("TopicDisallowed", ProblemKind.Topic)]
    public async Task CredentialOrTopic_Refused_CostsAFewRequestsAndTheCampaignGoesOnWhenItIsTaken(string reason, ProblemKind kind)
    {
        await using var cluster = await PushCluster.StartAsync();
        cluster.Apns.Faults.Set(Refused(reason));
        await cluster.ImportAsync("list", Tokens.Good(3000));
        var campaign = await cluster.CreateAsync(PushCluster.Spec("list"));
        await campaign.Start();
        var refused = await campaign.WaitAsync(status => status.Problem?.Kind == kind);

        Assert.Equal((CampaignState.Running, 3000L), (refused.State, refused.Counts.Pending));
        Assert.Contains(reason, refused.Problem?.Message, StringComparison.Ordinal);
        Assert.InRange(cluster.Apns.Stats.Answers.Rejected, 1, 100);
        // One at a time may be let through to try, on each silo; all others aren't sent.
        var receipts = await Task.WhenAll(Enumerable.Range(1, 20).Select(i => SendAsync(cluster, i)));
        Assert.All(receipts, receipt => Assert.Equal(kind, receipt.Problem?.Kind));
        Assert.Contains(receipts, receipt => receipt.Answer.Outcome == AttemptOutcome.NotSent);

        // Whoever looks at a paused campaign sees what troubled it.
        Assert.Equal(kind, (await campaign.Pause()).Problem?.Kind);
        await campaign.Resume();
        cluster.Apns.Faults.Clear();
        var end = await campaign.WaitForEndAsync();
        Assert.Equal((3000L, null), (end.Counts.Accepted, end.Problem));
        Assert.Empty((await App(cluster).GetStatus()).Closed);
    }

    [Fact]
    public async Task Credential_RefusedForSingleSends_IsAnsweredAtOnceUntilOneIsTaken()
    {
        await using var cluster = await PushCluster.StartAsync(silos: 1);
        cluster.Apns.Faults.Set(Refused("InvalidProviderToken"));
        var receipts = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => SendAsync(cluster, i)));
        Assert.InRange(receipts.Count(receipt => receipt.Answer.Outcome == AttemptOutcome.Rejected), 1, 10);
        Assert.All(receipts, receipt => Assert.NotEqual(AttemptOutcome.Accepted, receipt.Answer.Outcome));

        cluster.Apns.Faults.Clear();
        var started = Stopwatch.GetTimestamp();
        while ((await SendAsync(cluster, 99)).Answer.Outcome != AttemptOutcome.Accepted)
            Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(60));
        Assert.Equal(AttemptOutcome.Accepted, (await SendAsync(cluster, 100)).Answer.Outcome);
    }

    private static SimulatorFaults Refused(string reason) => new() { Rejections = [new RejectionFault { Reason = reason }] };

    private static IAppGrain App(PushCluster cluster) => cluster.Grains.GetGrain<IAppGrain>(PushCluster.App);

    private static Task<SendReceipt> SendAsync(PushCluster cluster, int number)
    {
        var token = DeviceToken.FromBytes(Tokens.Good(1, from: 900_000 + number).Single());
        return cluster.Grains.GetGrain<IDeviceGrain>(DeviceKey.Of(PushCluster.App, token)).Send(
            new SingleSend(token, PushCluster.Content()), TestContext.Current.CancellationToken);
    }
}
