using Microsoft.Extensions.Time.Testing;
using Push.Apns.Connections;

namespace Push.Apns.Tests.Connections;

/// <summary>Deadlines, PINGs, and peers that are silent, stop reading, or flood.</summary>
public sealed class LivenessTests
{
    private readonly FakeTimeProvider _time = new();

    private static byte[] Answer(int stream) => Wire.Headers((uint)stream, Wire.EndHeaders | Wire.EndStream, Block.Ok);

    private static async Task AnswerPingAsync(HandPeer peer)
    {
        var ping = await peer.NextAsync(PeerFrame.Ping);
        await peer.SendAsync(Wire.Ping(Hex.Of(ping.Payload), Wire.Ack));
    }

    private async Task<(HandPeer Peer, ApnsConnection Connection)> ConnectAsync(
        string settings = HandPeer.Streams100, int capacity = 64 * 1024)
    {
        var pair = await HandPeer.ConnectAsync(o => o with { Time = _time }, settings, capacity);
        await pair.Peer.HandledAsync();
        return pair;
    }

    private void Pass(double seconds)
    {
        for (var left = seconds; left > 0; left -= 0.5) _time.Advance(TimeSpan.FromSeconds(Math.Min(left, 0.5)));
    }

    [Fact]
    public async Task Deadline_OfAWrittenSend_IsUnknownAndTheStreamReset()
    {
        var (peer, connection) = await ConnectAsync();
        await using (peer)
        await using (connection)
        {
            var send = connection.Send();
            await peer.RequestAsync();
            Pass(9.9);
            Assert.False(send.IsCompleted);
            Pass(0.3);
            Assert.Equal("Unknown: Deadline", (await send).Text());
            Assert.Equal((1, 8u), ((await peer.NextAsync(PeerFrame.RstStream)).Stream, 8u));
            Assert.Equal(0, connection.OpenStreams);
        }
    }

    [Fact]
    public async Task Deadline_AfterTheStatus_StatusDecides()
    {
        var (peer, connection) = await ConnectAsync();
        await using (peer)
        await using (connection)
        {
            var send = connection.Send();
            await peer.RequestAsync();
            await peer.SendAsync(Wire.Headers(1, Wire.EndHeaders, Block.Status(429)));
            await peer.HandledAsync();
            Pass(10.2);
            Assert.Equal("Rejected: 429", (await send).Text());
        }
    }

    [Fact]
    public async Task Deadline_OfAWaitingSend_IsNotSent()
    {
        var (peer, connection) = await ConnectAsync("000300000000");
        await using (peer)
        await using (connection)
        {
            var send = connection.Send();
            var (batch, results) = connection.SendBatch(3, writeWithin: TimeSpan.FromSeconds(3));
            Pass(3.2);
            await batch;
            Assert.All(results, r => Assert.Equal("NotSent: Deadline", r.Text()));
            Assert.False(send.IsCompleted);
            Pass(7);
            Assert.Equal("NotSent: Deadline", (await send).Text());
        }
    }

    [Fact]
    public async Task WriteWithin_Over_NothingMoreIsWrittenAndTheRestAwaited()
    {
        var (peer, connection) = await ConnectAsync("000300000002");
        await using (peer)
        await using (connection)
        {
            var (batch, results) = connection.SendBatch(4, writeWithin: TimeSpan.FromSeconds(3));
            await peer.RequestsAsync(2);
            _time.Advance(TimeSpan.FromSeconds(3));
            await peer.SendAsync(Answer(1));
            Assert.Empty(await peer.SeenAsync(PeerFrame.Headers));
            await peer.SendAsync(Answer(3));
            await batch;
            Assert.Equal(["Accepted", "Accepted", "NotSent: Deadline", "NotSent: Deadline"], results.Select(r => r.Text()));
        }
    }

    [Fact]
    public async Task Deadline_WhileAWriteIsBlocked_EndsTheSendsAndThenTheConnection()
    {
        var (peer, connection) = await ConnectAsync("000300002710", 4096);
        await using (peer)
        await using (connection)
        {
            await peer.StopReadingAsync();
            var (batch, results) = connection.SendBatch(2000);
            await AccountingTests.WaitUntil(() => connection.OpenStreams > 0);
            var single = connection.Send();
            Pass(10.2);
            await batch;
            Assert.Contains(results, r => r.Outcome == AttemptOutcome.Unknown);
            Assert.Contains(results, r => r.Outcome == AttemptOutcome.NotSent);
            Assert.Equal(AttemptOutcome.NotSent, (await single).Outcome);
            Assert.Equal(ConnectionEndKind.Silent, (await connection.Closed).Kind);
        }
    }

    [Fact]
    public async Task Deadlines_Many_PingDecides_AnsweredResetsThem()
    {
        var (peer, connection) = await ConnectAsync();
        await using (peer)
        await using (connection)
        {
            var (batch, results) = connection.SendBatch(50);
            await peer.RequestsAsync(50);
            Pass(10.2);
            await batch;
            Assert.All(results, r => Assert.Equal("Unknown: Deadline", r.Text()));
            Assert.Empty(await peer.SeenAsync(PeerFrame.RstStream));
            Assert.Equal(50, connection.OpenStreams);
            await AnswerPingAsync(peer);
            await peer.HandledAsync();
            Pass(0.5);
            for (var i = 0; i < 50; i++) await peer.NextAsync(PeerFrame.RstStream);
            Assert.Equal(0, connection.OpenStreams);
        }
    }

    [Fact]
    public async Task Deadlines_Many_PingDecides_UnansweredClosesWithoutResets()
    {
        var (peer, connection) = await ConnectAsync();
        await using (peer)
        await using (connection)
        {
            var (batch, _) = connection.SendBatch(98);
            await peer.RequestsAsync(98);
            Pass(10.2);
            await batch;
            Pass(5.2);
            Assert.Equal(ConnectionEndKind.Silent, (await connection.Closed).Kind);
            await Assert.ThrowsAnyAsync<Exception>(() => peer.NextAsync(PeerFrame.RstStream));
        }
    }

    [Fact]
    public async Task Ping_WhenStreamsWaitAndNothingIsRead_IsSentAfter10Seconds()
    {
        var (peer, connection) = await HandPeer.ConnectAsync(o => o with { Time = _time, Deadline = TimeSpan.FromMinutes(1) });
        await using (peer)
        await using (connection)
        {
            await peer.HandledAsync();
            _ = connection.Send();
            await peer.RequestAsync();
            Pass(9.5);
            Assert.Empty(await peer.SeenAsync(PeerFrame.Ping));
            Pass(10.5);
            await AnswerPingAsync(peer);
            await peer.HandledAsync();
            Assert.NotNull(connection.RoundTripTime);
            Pass(5.5);
            Assert.False(connection.Closed.IsCompleted);
        }
    }

    [Fact]
    public async Task Ping_AfterAMinuteOfSilence_ProvesTheConnectionBeforeASend()
    {
        var (peer, connection) = await ConnectAsync();
        await using (peer)
        await using (connection)
        {
            Pass(61);
            var send = connection.Send();
            await AnswerPingAsync(peer);
            await peer.SendAsync(Answer((await peer.RequestAsync()).Stream));
            Assert.Equal(AttemptOutcome.Accepted, (await send).Outcome);
        }
    }

    [Fact]
    public async Task Ping_AfterAMinuteOfSilence_UnansweredLeavesTheSendNotSent()
    {
        var (peer, connection) = await ConnectAsync();
        await using (peer)
        await using (connection)
        {
            Pass(61);
            var send = connection.Send();
            await peer.NextAsync(PeerFrame.Ping);
            Pass(5.2);
            Assert.Equal("NotSent: ConnectionLost", (await send).Text());
            Assert.Equal(ConnectionEndKind.Silent, (await connection.Closed).Kind);
        }
    }

    [Fact]
    public async Task Ping_Idle_IsHourly()
    {
        var (peer, connection) = await ConnectAsync();
        await using (peer)
        await using (connection)
        {
            _time.Advance(TimeSpan.FromMinutes(59));
            _time.Advance(TimeSpan.FromMinutes(2));
            await AnswerPingAsync(peer);
        }
    }

    [Fact]
    public async Task Ping_AskedForTwice_IsSentOnceAndMeasuresTheRoundTrip()
    {
        var (peer, connection) = await ConnectAsync();
        await using (peer)
        await using (connection)
        {
            var first = connection.PingAsync(TestContext.Current.CancellationToken).AsTask();
            var second = connection.PingAsync(TestContext.Current.CancellationToken).AsTask();
            var ping = await peer.NextAsync(PeerFrame.Ping);
            _time.Advance(TimeSpan.FromMilliseconds(40));
            await peer.SendAsync(Wire.Ping("0000000000000000", Wire.Ack), Wire.Ping(Hex.Of(ping.Payload), Wire.Ack));
            Assert.Equal(TimeSpan.FromMilliseconds(40), await first);
            Assert.Equal(await first, await second);
            Assert.Equal(await first, connection.RoundTripTime);
            Assert.Empty(await peer.SeenAsync(PeerFrame.Ping));
        }
    }

    [Fact]
    public async Task Ping_OnADeadConnection_Throws()
    {
        var (peer, connection) = await ConnectAsync();
        await using (peer)
        {
            var ping = connection.PingAsync(TestContext.Current.CancellationToken).AsTask();
            peer.Close();
            await Assert.ThrowsAsync<IOException>(() => ping);
            await Assert.ThrowsAsync<IOException>(() => connection.PingAsync(TestContext.Current.CancellationToken).AsTask());
            await connection.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("ping")]
    [InlineData("settings")]
    [InlineData("empty data")]
    [InlineData("reset")]
    public async Task Flood_OfFramesThatCostThePeerNothing_IsEnhanceYourCalm(string kind)
    {
        var (peer, connection) = await ConnectAsync();
        await using (peer)
        await using (connection)
        {
            _ = connection.Send();
            await peer.RequestAsync();
            await peer.SendAsync(Wire.Headers(1, Wire.EndHeaders, Block.BadRequest));
            var frame = kind switch
            {
                "ping" => Wire.Ping(),
                "settings" => Wire.Settings(),
                "reset" => Wire.RstStream(1, 2),
                _ => Wire.Data(1, 0),
            };
            for (var i = 0; i < 25_000 && !connection.Closed.IsCompleted; i++)
            {
                try
                {
                    await peer.SendAsync(frame);
                }
                catch (IOException)
                {
                    break;
                }
            }

            var end = await connection.Closed;
            Assert.Equal((ConnectionEndKind.ProtocolError, 11u), (end.Kind, (uint)end.Code!));
        }
    }

    [Fact]
    public async Task Flood_OfPingsByAPeerThatDoesNotRead_IsBounded()
    {
        var (peer, connection) = await ConnectAsync(capacity: 4096);
        await using (peer)
        await using (connection)
        {
            await peer.StopReadingAsync();
            try
            {
                while (!connection.Closed.IsCompleted) await peer.SendAsync(Wire.Ping());
            }
            catch (IOException)
            {
                // Closed.
            }

            Assert.Equal(11u, (uint)(await connection.Closed).Code!);
        }
    }

    [Fact]
    public async Task HalfAFrame_ThenSilence_EndsTheConnection()
    {
        var (peer, connection) = await ConnectAsync();
        await using (peer)
        await using (connection)
        {
            var send = connection.Send();
            await peer.RequestAsync();
            await peer.SendAsync(Answer(1)[..5]);
            // The half may be read a little later than it was sent, which counts as a sign of life.
            for (var i = 0; i < 1000 && !connection.Closed.IsCompleted; i++)
            {
                Pass(0.5);
                await Task.Delay(1, TestContext.Current.CancellationToken);
            }

            Assert.Equal("Unknown: Deadline", (await send).Text());
            Assert.Equal(ConnectionEndKind.Silent, (await connection.Closed).Kind);
        }
    }
}
