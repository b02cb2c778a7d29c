using Push.Apns.Connections;

namespace Push.Apns.Tests.Connections;

/// <summary>
/// Answer, reset, GOAWAY, deadline, cancellation and loss race on every stream: each send ends exactly once, and what it
/// ended as agrees with what the peer did.
/// </summary>
public sealed class StressTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Stress_AllEndsAtOnce_EachSendEndsOnceAndAgreesWithThePeer(int seed)
    {
        const int Batches = 8, PerBatch = 1500, Singles = 1500;
        var chance = new Random(seed);
        var options = TestOptions.WithoutTokens with { Deadline = TimeSpan.FromMilliseconds(150), MaxStreams = 1000 };
        var (client, server) = MemoryDuplex.Create(32 * 1024);
        await using var peer = new ChaosPeer(server, seed, leaveAfter: chance.Next(6000, 12_000));
        await using var connection = await ApnsConnection.OverAsync(
            new DialedTransport(client), options, new ConnectLog(options.Time), TestContext.Current.CancellationToken);

        var all = new List<(Guid Id, Func<AttemptResult> Result)>();
        var tasks = new List<Task>();
        for (var b = 0; b < Batches; b++)
        {
            var (recipients, results) = (TestOptions.Recipients(PerBatch), new AttemptResult[PerBatch]);
            var cancel = new CancellationTokenSource();
            if (chance.Next(3) == 0) cancel.CancelAfter(chance.Next(200));
            var writeWithin = TimeSpan.FromMilliseconds(chance.Next(50, 3000));
            tasks.Add(Task.Run(async () =>
            {
                await connection.SendBatchAsync(TestOptions.Content, recipients, results, writeWithin, cancel.Token);
                // Written again after the end, a result would be seen here.
                var copy = results.ToArray();
                await Task.Yield();
                Assert.Equal(copy, results);
                cancel.Dispose();
            }, CancellationToken.None));
            for (var i = 0; i < PerBatch; i++)
            {
                var at = i;
                all.Add((recipients[i].Id, () => results[at]));
            }
        }

        var singles = new AttemptResult[Singles];
        tasks.Add(Parallel.ForEachAsync(Enumerable.Range(0, Singles), async (i, _) =>
        {
            using var cancel = new CancellationTokenSource();
            var send = connection.SendAsync(new Notification(TestOptions.Token(1), TestOptions.Content) { Id = new Guid(i, 1, 1, new byte[8]) }, cancel.Token);
            if (i % 5 == 0) await cancel.CancelAsync();
            singles[i] = await send;
        }));
        for (var i = 0; i < Singles; i++)
        {
            var at = i;
            all.Add((new Guid(i, 1, 1, new byte[8]), () => singles[at]));
        }

        await Task.WhenAll(tasks).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        await connection.DisposeAsync();
        await peer.DisposeAsync();
        var outcomes = all.ToDictionary(a => a.Id, a => a.Result());
        Assert.Equal(Batches * PerBatch + Singles, outcomes.Count);
        foreach (var (id, result) in outcomes) AssertAgrees(result, peer.Record.GetValueOrDefault(id));
        // All ways of ending took part.
        Assert.Equal(4, outcomes.Values.Select(r => r.Outcome).Distinct().Count());
        Assert.Equal(0, connection.OpenStreams);
        Assert.Equal(0, connection.Waiting);
    }

    private static void AssertAgrees(AttemptResult result, string? did)
    {
        Assert.True(result.HasEnded);
        var allowed = result.Outcome switch
        {
            // No answer but the peer's own; lost or given up, anything may have happened at the peer.
            AttemptOutcome.Accepted => did == "200",
            AttemptOutcome.Rejected => did == "400",
            AttemptOutcome.NotSent => did is null or "refused" or "goaway",
            _ => true,
        };
        Assert.True(allowed, $"{result} but the peer did: {did ?? "nothing"}");
        if (result.Cause == AttemptCause.StreamRefused) Assert.Equal("refused", did);
        if (result.Cause == AttemptCause.StreamReset) Assert.Equal("reset", did);
    }
}
