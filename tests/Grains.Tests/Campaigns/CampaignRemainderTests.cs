using Push.Grains.Clusters;
using Push.Grains.Senders;
using Push.Simulator.Faults;
using Push.Simulator.Scripts;

namespace Push.Grains.Campaigns;

/// <summary>What Apple takes later only: it is owed apart from its chunk, and survives like everything else.</summary>
public sealed class CampaignRemainderTests
{
    private static readonly ScriptedAnswer Unavailable = new() { Status = 503, Reason = "ServiceUnavailable" };
    private const int Devices = 10_000;

    private static readonly int Refused = Tokens.Good(Devices).Count(token => token[0] >> 4 == 0xA);

    private static readonly RetryOptions Quick = new() { FirstDelay = TimeSpan.FromMilliseconds(200), MaxDelay = TimeSpan.FromSeconds(1) };

    [Fact]
    public async Task Remainder_WhileItWaits_HoldsNoLeaseAndKeepsItsChunkCounted()
    {
        await using var cluster = await StartAsync(new RetryOptions { FirstDelay = TimeSpan.FromMinutes(1) });
        var campaign = await StartAsync(cluster, good: 500, refused: 20, Unavailable with { RetryAfter = 60 });
        var waiting = await campaign.WaitAsync(status => status.OpenLeases == 0 && status.Counts.Accepted == 500);
        Assert.Equal((CampaignState.Running, 20L), (waiting.State, waiting.Counts.Pending));

        await campaign.Cancel();
        var end = await campaign.WaitForEndAsync();
        Assert.Equal((500L, 0L), (end.Counts.Accepted, end.Counts.Unknown));
        Assert.Equal([new(SkipReason.Cancelled, 20)], end.Counts.SkippedBy.AsEnumerable());
    }

    [Fact]
    public async Task Remainder_RefusedSeveralTimes_IsAcceptedInTheEnd()
    {
        await using var cluster = await StartAsync(Quick);
        var campaign = await StartAsync(cluster, good: 500, refused: 20, Unavailable with { Times = 4 });
        var end = await campaign.WaitForEndAsync();
        Assert.Equal((520L, 0L, 80L), (end.Counts.Accepted, end.Counts.PossiblyRepeated, cluster.Apns.Stats.Answers.Rejected));
        Assert.Equal(0, cluster.Apns.Stats.Answers.DuplicateDeliveries);
    }

    [Fact]
    public async Task Remainder_RefusedToTheLastAttempt_IsSkipped()
    {
        await using var cluster = await StartAsync(Quick with { MaxAttempts = 3 });
        var campaign = await StartAsync(cluster, good: 50, refused: 20, Unavailable);
        var end = await campaign.WaitForEndAsync();
        Assert.Equal((50L, 60L), (end.Counts.Accepted, cluster.Apns.Stats.Answers.Rejected));
        Assert.Equal([new(SkipReason.AttemptsUsedUp, 20)], end.Counts.SkippedBy.AsEnumerable());
    }

    // More of them than are leased at a time, and more than are read at a time after the restart, which fails at first.
    [Fact]
    public async Task Remainders_OfEveryChunkAndClusterRestarted_AreStillOwed()
    {
        await using var cluster = await StartAsync(Quick with { FirstDelay = TimeSpan.FromSeconds(2), MaxDelay = TimeSpan.FromSeconds(2), MaxAttempts = 100 });
        var campaign = await StartWithEveryChunkOwingAsync(cluster);
        await campaign.WaitAsync(status => status.Counts.Accepted == Devices - Refused);
        var failing = 40;
        cluster.BeforeRead = state => state == "chunk-notes" && Interlocked.Decrement(ref failing) > 0
            ? throw new IOException("unreadable")
            : Task.CompletedTask;
        await cluster.RestartAsync();
        cluster.Apns.Faults.Clear();

        var end = await cluster.Grains.GetGrain<ICampaignGrain>(campaign.GetPrimaryKeyString()).WaitForEndAsync();
        Assert.Equal((CampaignState.Finished, (long)Devices, (long)Devices), (end.State, end.Counts.Audience, end.Counts.Accepted));
        Assert.InRange(cluster.Apns.Stats.Answers.DuplicateDeliveries, 0, end.Counts.PossiblyRepeated);
        Assert.True(failing <= 0);
    }

    [Fact]
    public async Task Remainders_OfEveryChunk_HoldNothingBackAndAreCancelledAfterARestart()
    {
        await using var cluster = await StartAsync(new RetryOptions { FirstDelay = TimeSpan.FromHours(1), MaxDelay = TimeSpan.FromHours(1) });
        var campaign = await StartWithEveryChunkOwingAsync(cluster);
        await campaign.WaitAsync(status => status.OpenLeases == 0 && status.Counts.Accepted == Devices - Refused);
        await cluster.RestartAsync();
        campaign = cluster.Grains.GetGrain<ICampaignGrain>(campaign.GetPrimaryKeyString());
        Assert.Equal(Refused, (await campaign.GetStatus())!.Counts.Pending);

        await campaign.Cancel();
        var end = await campaign.WaitForEndAsync();
        Assert.Equal((Devices - Refused, 0L), (end.Counts.Accepted, end.Counts.Unknown));
        Assert.Equal([new(SkipReason.Cancelled, Refused)], end.Counts.SkippedBy.AsEnumerable());
        Assert.Equal(Refused, Assert.Single(await FailuresOf(campaign)).Value.Count);
    }

    [Fact]
    public async Task Remainder_CannotBeStored_IsNotReportedBefore()
    {
        await using var cluster = await StartAsync(Quick);
        cluster.BeforeWrite = state => state == "chunk-notes" ? throw new IOException("full") : Task.CompletedTask;
        // All are of one segment, so of one chunk.
        var campaign = await StartAsync(cluster, good: 50, refused: 1, Unavailable with { Times = 1 });
        await cluster.Apns.WaitForAsync(push => push.Status == 503, TestContext.Current.CancellationToken);
        Assert.Equal(51, (await campaign.GetStatus())!.Counts.Pending);

        cluster.BeforeWrite = _ => Task.CompletedTask;
        Assert.Equal(51, (await campaign.WaitForEndAsync()).Counts.Accepted);
    }

    [Fact]
    public async Task Failures_RefusedSkippedAndNeverSent_AreAllNamed()
    {
        await using var cluster = await StartAsync(new RetryOptions { FirstDelay = TimeSpan.FromMinutes(1) });
        byte[][] later = [.. Tokens.Good(20, from: 1_000_000)];
        foreach (var token in later) cluster.Apns.Script(token, Unavailable);
        await cluster.ImportAsync("list", [.. Tokens.Good(300), .. Tokens.Dead(30), .. later]);
        var campaign = await cluster.CreateAsync(PushCluster.Spec("list"));
        await campaign.Start();
        await campaign.WaitAsync(status => status.OpenLeases == 0 && status.Counts.Ended == 330);
        Assert.Equal(30, Assert.Single(await FailuresOf(campaign)).Value.Count);

        await campaign.Cancel();
        await campaign.WaitForEndAsync();
        var failures = await FailuresOf(campaign);
        Assert.Equal(Tokens.Dead(30).Select(Convert.ToHexStringLower).Order(), failures["Rejected 410 Unregistered"].Order());
        Assert.Equal(later.Select(Convert.ToHexStringLower).Order(), failures["Skipped Cancelled"].Order());
        Assert.Equal(2, failures.Count);
    }

    [Fact]
    public async Task Outage_ServerUnavailableForEverything_StopsLeasingAndLosesNothing()
    {
        const int devices = 6000;
        await using var cluster = await StartAsync(Quick with { MaxAttempts = 30 });
        var campaign = await StartAsync(cluster, good: 0, refused: devices, Unavailable);
        await cluster.Apns.WaitForAsync(push => cluster.Apns.Stats.Answers.Rejected > 2000, TestContext.Current.CancellationToken);

        // Every sender has tried what it held, and nothing else was begun.
        Assert.Equal(0, (await campaign.GetStatus())!.Counts.Ended);
        Assert.InRange(cluster.Apns.Stats.Answers.RememberedIds, 1, 2 * 3 * 4 * 100);
        cluster.Apns.Reset();
        var end = await campaign.WaitForEndAsync();
        Assert.Equal((CampaignState.Finished, (long)devices), (end.State, end.Counts.Accepted));
        Assert.Equal(0, cluster.Apns.Stats.Answers.DuplicateDeliveries);
    }

    // Some 5 devices of each of the 100 or more chunks.
    private static async Task<ICampaignGrain> StartWithEveryChunkOwingAsync(PushCluster cluster)
    {
        cluster.Apns.Faults.Set(new SimulatorFaults { Rejections = [new RejectionFault { Reason = "TooManyRequests", TokenPrefix = "a" }] });
        await cluster.ImportAsync("list", Tokens.Good(Devices));
        var campaign = await cluster.CreateAsync(PushCluster.Spec("list"));
        await campaign.Start();
        return campaign;
    }

    private static async Task<Dictionary<string, List<string>>> FailuresOf(ICampaignGrain campaign)
    {
        var byReason = new Dictionary<string, List<string>>();
        await foreach (var (token, outcome, reason) in campaign.ReadFailuresAsync(TestContext.Current.CancellationToken))
        {
            if (!byReason.TryGetValue($"{outcome} {reason}", out var tokens)) byReason[$"{outcome} {reason}"] = tokens = [];
            tokens.Add(token.ToHex());
        }
        return byReason;
    }

    private static Task<PushCluster> StartAsync(RetryOptions retries) =>
        PushCluster.StartAsync(silos: 1, configure: options => options.Retries = retries);

    private static async Task<ICampaignGrain> StartAsync(PushCluster cluster, int good, int refused, ScriptedAnswer answer)
    {
        byte[][] later = [.. Tokens.Good(refused, from: 1_000_000)];
        foreach (var token in later) cluster.Apns.Script(token, answer);
        await cluster.ImportAsync("list", [.. Tokens.Good(good), .. later]);
        var campaign = await cluster.CreateAsync(PushCluster.Spec("list"));
        await campaign.Start();
        return campaign;
    }
}
