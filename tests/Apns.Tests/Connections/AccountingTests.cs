using Push.Apns.Connections;

namespace Push.Apns.Tests.Connections;

/// <summary>Every attempt ends once, and as what it was: handed to the TLS stream or not, answered or not.</summary>
public sealed class AccountingTests
{
    private static string Of(AttemptOutcome outcome, AttemptCause cause) => $"{outcome}: {cause}";

    private static readonly string Lost = Of(AttemptOutcome.Unknown, AttemptCause.ConnectionLost);
    private static readonly string NotSentClosing = Of(AttemptOutcome.NotSent, AttemptCause.ConnectionClosing);

    [Theory]
    [InlineData(7, AttemptOutcome.NotSent, AttemptCause.StreamRefused)] // REFUSED_STREAM
    [InlineData(0, AttemptOutcome.Unknown, AttemptCause.StreamReset)]
    [InlineData(2, AttemptOutcome.Unknown, AttemptCause.StreamReset)]
    [InlineData(8, AttemptOutcome.Unknown, AttemptCause.StreamReset)]
    [InlineData(0xfefefefe, AttemptOutcome.Unknown, AttemptCause.StreamReset)]
    public async Task Reset_WithoutStatus_IsNotSentOnlyIfRefused(uint code, AttemptOutcome outcome, AttemptCause cause)
    {
        var (peer, connection) = await HandPeer.ConnectAsync();
        await using (peer)
        await using (connection)
        {
            var send = connection.Send();
            await peer.SendAsync(Wire.RstStream((uint)(await peer.RequestAsync()).Stream, code));
            Assert.Equal((outcome, cause), ((await send).Outcome, (await send).Cause));
        }
    }

    [Theory]
    [InlineData(200, AttemptOutcome.Accepted)]
    [InlineData(400, AttemptOutcome.Rejected)]
    public async Task Reset_AfterStatus_StatusDecides(int status, AttemptOutcome outcome)
    {
        var (peer, connection) = await HandPeer.ConnectAsync();
        await using (peer)
        await using (connection)
        {
            var send = connection.Send();
            var stream = (uint)(await peer.RequestAsync()).Stream;
            await peer.SendAsync(Wire.Headers(stream, Wire.EndHeaders, Block.Status(status)), Wire.RstStream(stream, 7));
            Assert.Equal(outcome, (await send).Outcome);
        }
    }

    [Fact]
    public async Task GoAway_StreamsAboveTheLast_AreNotSentAndTheRestIsAwaited()
    {
        var (peer, connection) = await HandPeer.ConnectAsync();
        await using (peer)
        await using (connection)
        {
            var sends = Enumerable.Range(0, 4).Select(i => connection.Send((byte)i)).ToArray();
            await peer.RequestsAsync(4);
            await peer.SendAsync(Wire.GoAway(3, 0));
            Assert.Equal([NotSentClosing, NotSentClosing], [(await sends[2]).Text(), (await sends[3]).Text()]);
            Assert.True(connection.IsDraining);
            Assert.Equal(NotSentClosing, (await connection.Send(9)).Text());
            await peer.SendAsync(Wire.Headers(1, Wire.EndHeaders | Wire.EndStream, Block.Ok));
            await peer.SendAsync(Wire.Headers(3, Wire.EndHeaders | Wire.EndStream, Block.Ok));
            Assert.Equal(["Accepted", "Accepted"], [(await sends[0]).Text(), (await sends[1]).Text()]);
            Assert.Equal(ConnectionEndKind.GoAway, (await connection.Closed).Kind);
        }
    }

    [Fact]
    public async Task GoAway_AnnouncedThenReal_LowerOneCounts()
    {
        var (peer, connection) = await HandPeer.ConnectAsync();
        await using (peer)
        await using (connection)
        {
            var sends = Enumerable.Range(0, 3).Select(i => connection.Send((byte)i)).ToArray();
            await peer.RequestsAsync(3);
            await peer.SendAsync(Wire.GoAway(int.MaxValue, 0));
            await peer.HandledAsync();
            Assert.All(sends, s => Assert.False(s.IsCompleted));
            await peer.SendAsync(Wire.GoAway(3, 0));
            Assert.Equal(NotSentClosing, (await sends[2]).Text());
            await peer.SendAsync(Wire.GoAway(1, 0, Block.Digits("""{"reason":"Shutdown"}""")));
            Assert.Equal(NotSentClosing, (await sends[1]).Text());
            peer.Close();
            Assert.Equal(Lost, (await sends[0]).Text());
            var end = await connection.Closed;
            Assert.Equal((ConnectionEndKind.GoAway, "Shutdown"), (end.Kind, end.Reason?.Text));
        }
    }

    [Fact]
    public async Task GoAway_Higher_IsProtocolError()
    {
        var (peer, connection) = await HandPeer.ConnectAsync();
        await using (peer)
        await using (connection)
        {
            var send = connection.Send();
            await peer.RequestAsync();
            await peer.SendAsync(Wire.GoAway(1, 0), Wire.GoAway(3, 0));
            Assert.Equal(1u, (await peer.NextAsync(PeerFrame.GoAway)).GoAwayCode);
            Assert.Equal(Lost, (await send).Text());
        }
    }

    [Fact]
    public async Task GoAway_StatusReadAboveTheLast_StatusDecides()
    {
        var (peer, connection) = await HandPeer.ConnectAsync();
        await using (peer)
        await using (connection)
        {
            var send = connection.Send();
            await peer.RequestAsync();
            await peer.SendAsync(Wire.Headers(1, Wire.EndHeaders, Block.BadRequest), Wire.GoAway(0, 0));
            Assert.Equal("Rejected: 400", (await send).Text());
        }
    }

    [Fact]
    public async Task GoAway_WhatWaits_IsNotSent()
    {
        var (peer, connection) = await HandPeer.ConnectAsync(settings: "000300000001");
        await using (peer)
        await using (connection)
        {
            var (batch, results) = connection.SendBatch(10);
            await peer.RequestAsync();
            var single = connection.Send();
            await peer.SendAsync(Wire.GoAway(int.MaxValue, 0));
            Assert.Equal(NotSentClosing, (await single).Text());
            await peer.SendAsync(Wire.Headers(1, Wire.EndHeaders | Wire.EndStream, Block.Ok));
            await batch;
            Assert.Equal("Accepted", results[0].Text());
            Assert.All(results[1..], r => Assert.Equal(NotSentClosing, r.Text()));
        }
    }

    [Fact]
    public async Task EndOfFile_WithoutGoAway_WrittenIsUnknownWaitingIsNotSent()
    {
        var (peer, connection) = await HandPeer.ConnectAsync(settings: "000300000002");
        await using (peer)
        await using (connection)
        {
            var (batch, results) = connection.SendBatch(5);
            await peer.RequestsAsync(2);
            await peer.SendAsync(Wire.Headers(1, Wire.EndHeaders, Block.Status(429)));
            await peer.HandledAsync();
            peer.Close();
            await batch;
            Assert.Equal("Rejected: 429", results[0].Text());
            Assert.Equal(Lost, results[1].Text());
            Assert.All(results[2..], r => Assert.Equal(Of(AttemptOutcome.NotSent, AttemptCause.ConnectionLost), r.Text()));
            Assert.Equal(ConnectionEndKind.Lost, (await connection.Closed).Kind);
            Assert.Equal("NotSent: ConnectionLost", (await connection.Send()).Text());
        }
    }

    [Fact]
    public async Task Write_ThatFails_MakesItUnknown()
    {
        var (peer, connection) = await HandPeer.ConnectAsync(settings: "000300002710", capacity: 4096);
        await using (peer)
        await using (connection)
        {
            await peer.StopReadingAsync();
            var (batch, results) = connection.SendBatch(2000);
            await WaitUntil(() => connection.OpenStreams > 0);
            var single = connection.Send();
            peer.Reset();
            await batch;
            // Handed to the write: Unknown. Still waiting behind it: NotSent.
            var unknown = results.Count(r => r.Text() == Lost);
            Assert.InRange(unknown, 100, 1000);
            Assert.Equal(2000, unknown + results.Count(r => r.Text() == "NotSent: ConnectionLost"));
            Assert.Equal("NotSent: ConnectionLost", (await single).Text());
        }
    }

    [Fact]
    public async Task Write_ThatFails_GoAwayThatLiesUnreadStillCounts()
    {
        var (client, server) = MemoryDuplex.Create();
        var peer = new HandPeer(server);
        var gate = new BrokenWrites(client);
        var options = TestOptions.WithoutTokens;
        var connecting = ApnsConnection.OverAsync(
            new DialedTransport(gate), options, new ConnectLog(options.Time), TestContext.Current.CancellationToken);
        await peer.SendAsync(Wire.Settings(HandPeer.Streams100), Wire.Settings(flags: Wire.Ack));
        await using var connection = await connecting;
        await using (peer)
        {
            var first = connection.Send(1);
            await peer.RequestAsync();
            gate.Broken = true;
            var second = connection.Send(2);
            Assert.Equal("NotSent: ConnectionLost", (await connection.Send(3)).Text());
            Assert.False(second.IsCompleted);
            await peer.SendAsync(Wire.GoAway(1, 0, Block.Digits("{\"reason\":\"Shutdown\"}")));
            peer.Close();
            Assert.Equal([Lost, NotSentClosing], [(await first).Text(), (await second).Text()]);
            Assert.Equal("Shutdown", (await connection.Closed).Reason?.Text);
        }
    }

    [Fact]
    public async Task Cancel_Waiting_IsNotSentAndWritten_IsUnknown()
    {
        var (peer, connection) = await HandPeer.ConnectAsync(settings: "000300000003");
        await using (peer)
        await using (connection)
        {
            using var cancel = new CancellationTokenSource();
            var (batch, results) = connection.SendBatch(6, cancel: cancel.Token);
            await peer.RequestsAsync(3);
            await peer.SendAsync(Wire.Headers(1, Wire.EndHeaders | Wire.EndStream, Block.Ok));
            await peer.RequestAsync();
            await cancel.CancelAsync();
            await batch;
            Assert.Equal(
                ["Accepted", "Unknown: Cancelled", "Unknown: Cancelled", "Unknown: Cancelled", "NotSent: Cancelled", "NotSent: Cancelled"],
                results.Select(r => r.Text()));
            // Their streams still count until they are answered.
            Assert.Equal(3, connection.OpenStreams);
            await peer.SendAsync(Wire.Headers(3, Wire.EndHeaders | Wire.EndStream, Block.Ok));
            await peer.HandledAsync();
            Assert.Equal(2, connection.OpenStreams);
        }
    }

    [Fact]
    public async Task Cancel_BeforeTheSend_IsNotSent()
    {
        var (peer, connection) = await HandPeer.ConnectAsync();
        await using (peer)
        await using (connection)
        {
            var result = await connection.SendAsync(TestOptions.To(1), new CancellationToken(canceled: true));
            Assert.Equal("NotSent: Cancelled", result.Text());
            Assert.Empty(await peer.SeenAsync(PeerFrame.Headers));
        }
    }

    [Fact]
    public async Task Cancel_WhileAWriteIsBlocked_EndsTheSend()
    {
        var (peer, connection) = await HandPeer.ConnectAsync(settings: "000300002710", capacity: 4096);
        await using (peer)
        await using (connection)
        {
            using var cancel = new CancellationTokenSource();
            await peer.StopReadingAsync();
            var (batch, results) = connection.SendBatch(2000, cancel: cancel.Token);
            await WaitUntil(() => connection.OpenStreams > 0);
            await cancel.CancelAsync();
            await batch;
            Assert.All(results, r => Assert.Equal(AttemptCause.Cancelled, r.Cause));
        }
    }

    [Fact]
    public async Task Dispose_WithOpenStreams_EndsAllAndSaysGoodbye()
    {
        var (peer, connection) = await HandPeer.ConnectAsync(settings: "000300000001");
        await using (peer)
        {
            var (batch, results) = connection.SendBatch(2);
            await peer.RequestAsync();
            await connection.DisposeAsync();
            await batch;
            Assert.Equal([Lost, NotSentClosing], results.Select(r => r.Text()));
            Assert.Equal(0u, (await peer.NextAsync(PeerFrame.GoAway)).GoAwayCode);
            Assert.Equal(ConnectionEndKind.Closed, (await connection.Closed).Kind);
        }
    }

    internal static async Task WaitUntil(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!condition())
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
