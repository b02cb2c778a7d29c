using Push.Apns.Connections;

namespace Push.Apns.Tests.Connections;

/// <summary>Single sends pass batches.</summary>
public sealed class FairnessTests
{
    internal static async Task<(EchoPeer Peer, ApnsConnection Connection)> ConnectAsync()
    {
        var options = TestOptions.WithoutTokens;
        var (client, server) = MemoryDuplex.Create();
        var peer = new EchoPeer(server);
        return (peer, await ApnsConnection.OverAsync(
            new DialedTransport(client), options, new ConnectLog(options.Time), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Single_AmidABatchOf100000_IsAnsweredWhileTheBatchGoesOn()
    {
        var (peer, connection) = await ConnectAsync();
        await using (peer)
        await using (connection)
        {
            var (batch, results) = connection.SendBatch(100_000);
            var passed = 0;
            while (!batch.IsCompleted)
            {
                var before = peer.Requests;
                Assert.Equal(AttemptOutcome.Accepted, (await connection.Send()).Outcome);
                // Not behind the batch: behind what was written or under way, a few buffers at most.
                if (!batch.IsCompleted) Assert.InRange(peer.Requests - before, 1, 20_000);
                passed++;
            }

            await batch;
            Assert.All(results, r => Assert.Equal(AttemptOutcome.Accepted, r.Outcome));
            Assert.InRange(passed, 10, int.MaxValue);
        }
    }

    [Fact]
    public async Task Single_QueuedWhileABufferIsStuck_IsInTheNextOne()
    {
        var (peer, connection) = await HandPeer.ConnectAsync(settings: "000300002710", capacity: 4096);
        await using (peer)
        await using (connection)
        {
            await peer.StopReadingAsync();
            var (_, _) = connection.SendBatch(2000);
            await AccountingTests.WaitUntil(() => connection.OpenStreams > 0);
            var written = connection.OpenStreams;
            _ = connection.Send(0xee);
            peer.GoOnReading();
            var position = 0;
            while (!(await peer.RequestAsync())[":path"].EndsWith("eeee", StringComparison.Ordinal)) position++;
            Assert.InRange(position, 1, 2 * written);
        }
    }
}
