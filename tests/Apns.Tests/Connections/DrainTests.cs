using Push.Apns.Connections;

namespace Push.Apns.Tests.Connections;

public sealed class DrainTests
{
    private static byte[] Answer(int stream) => Wire.Headers((uint)stream, Wire.EndHeaders | Wire.EndStream, Block.Ok);

    [Fact]
    public async Task Drain_OpenStreams_AreAwaited()
    {
        var (peer, connection) = await HandPeer.ConnectAsync(settings: "000300000001");
        await using (peer)
        {
            var (batch, results) = connection.SendBatch(2);
            await peer.RequestAsync();
            var drain = connection.DrainAsync(TimeSpan.FromSeconds(20));
            Assert.True(connection.IsDraining);
            Assert.Equal("NotSent: ConnectionClosing", (await connection.Send()).Text());
            await peer.SendAsync(Answer(1));
            await drain;
            await batch;
            Assert.Equal(["Accepted", "NotSent: ConnectionClosing"], results.Select(r => r.Text()));
            Assert.Equal(0u, (await peer.NextAsync(PeerFrame.GoAway)).GoAwayCode);
        }
    }

    [Fact]
    public async Task Drain_TooLong_EndsThemAsUnknown()
    {
        var (peer, connection) = await HandPeer.ConnectAsync();
        await using (peer)
        {
            var send = connection.Send();
            await peer.RequestAsync();
            await connection.DrainAsync(TimeSpan.FromMilliseconds(30));
            Assert.Equal("Unknown: ConnectionLost", (await send).Text());
        }
    }

    [Fact]
    public async Task StreamIds_RunOut_ConnectionSaysSoBeforeAndHandsTheRestOver()
    {
        var (peer, connection) = await HandPeer.ConnectAsync(o => o with { UsedStreamId = int.MaxValue - 6 });
        await using (peer)
        await using (connection)
        {
            // Ids 2^31-5, 2^31-3 and 2^31-1 are left: it should be replaced, and still takes sends.
            Assert.True(connection.IsDraining);
            Assert.True(connection.TakesSends);
            var (batch, results) = connection.SendBatch(5);
            var streams = (await peer.RequestsAsync(3)).Select(r => r.Stream).ToArray();
            Assert.Equal([int.MaxValue - 4, int.MaxValue - 2, int.MaxValue], streams);
            Assert.False(connection.TakesSends);
            foreach (var stream in streams) await peer.SendAsync(Answer(stream));
            await batch;
            Assert.Equal(
                ["Accepted", "Accepted", "Accepted", "NotSent: ConnectionClosing", "NotSent: ConnectionClosing"],
                results.Select(r => r.Text()));
            Assert.Equal(ConnectionEndKind.Closed, (await connection.Closed).Kind);
        }
    }

    [Fact]
    public async Task Queue_OfSingleSendsFull_AnswersBusy()
    {
        var (peer, connection) = await HandPeer.ConnectAsync(o => o with { MaxWaitingSends = 2 }, "000300000000");
        await using (peer)
        await using (connection)
        {
            var sends = Enumerable.Range(0, 3).Select(i => connection.Send((byte)i)).ToArray();
            Assert.Equal("NotSent: Busy", (await sends[2]).Text());
            Assert.False(sends[0].IsCompleted || sends[1].IsCompleted);
            Assert.Equal(2, connection.Waiting);
        }
    }
}
