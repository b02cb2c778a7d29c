namespace Push.Apns.Tests.Connections;

/// <summary>When a stream may be opened: the peer's limit, the first answer, both windows, the header list.</summary>
public sealed class StreamBudgetTests
{
    private static byte[] Answer(int stream, string block = Block.Ok) =>
        Wire.Headers((uint)stream, Wire.EndHeaders | Wire.EndStream, block);

    [Fact]
    public async Task Limit_WithTokens_IsOneUntilAnAnswerOtherThan403()
    {
        var (peer, connection) = await HandPeer.ConnectAsync(TestOptions.WithTokens);
        await using (peer)
        await using (connection)
        {
            var (batch, results) = connection.SendBatch(6);
            Assert.Equal(1, (await peer.RequestAsync()).Stream);
            await peer.HandledAsync();
            Assert.Equal(1, connection.OpenStreams);
            await peer.SendAsync(Answer(1, Block.Status(403)));
            Assert.Equal(3, (await peer.RequestAsync()).Stream);
            await peer.HandledAsync();
            Assert.Equal((1, 1), (connection.OpenStreams, connection.StreamLimit));
            await peer.SendAsync(Answer(3, Block.Status(410)));
            await peer.RequestsAsync(4);
            Assert.Equal((4, 100), (connection.OpenStreams, connection.StreamLimit));
            foreach (var stream in new[] { 5, 7, 9, 11 }) await peer.SendAsync(Answer(stream));
            await batch;
            Assert.Equal(4, results.Count(r => r.Outcome == AttemptOutcome.Accepted));
        }
    }

    [Fact]
    public async Task Limit_ChangedInMidFlight_HoldsAtOnce()
    {
        var (peer, connection) = await HandPeer.ConnectAsync(settings: "000300000003");
        await using (peer)
        await using (connection)
        {
            var (batch, _) = connection.SendBatch(6);
            await peer.RequestsAsync(3);
            await peer.SendAsync(Wire.Settings("000300000001"));
            await peer.SendAsync(Answer(1), Answer(3));
            Assert.Empty(await peer.SeenAsync(PeerFrame.Headers));
            await peer.SendAsync(Answer(5));
            Assert.Equal(7, (await peer.RequestAsync()).Stream);
            await peer.SendAsync(Wire.Settings("000300000002"));
            Assert.Equal(9, (await peer.RequestAsync()).Stream);
            await peer.SendAsync(Wire.Settings("000300000000"), Answer(7), Answer(9));
            Assert.Empty(await peer.SeenAsync(PeerFrame.Headers));
            await peer.SendAsync(Wire.Settings("000300000001"));
            await peer.SendAsync(Answer((await peer.RequestAsync()).Stream));
            await batch;
        }
    }

    [Fact]
    public async Task Limit_OwnOne_HoldsBelowThePeers()
    {
        var (peer, connection) = await HandPeer.ConnectAsync(o => o with { MaxStreams = 2 });
        await using (peer)
        await using (connection)
        {
            connection.SendBatch(5);
            await peer.RequestsAsync(2);
            Assert.Empty(await peer.SeenAsync(PeerFrame.Headers));
        }
    }

    [Fact]
    public async Task Window_OfConnection_HoldsWholePayloadsOnly()
    {
        var (peer, connection) = await HandPeer.ConnectAsync();
        await using (peer)
        await using (connection)
        {
            var content = TestOptions.Content with { Payload = new byte[10_000] };
            var sends = Enumerable.Range(0, 7).Select(i => connection.Send((byte)i, content)).ToArray();
            await peer.RequestsAsync(6); // 60,000 of 65,535 bytes.
            Assert.Empty(await peer.SeenAsync(PeerFrame.Headers));
            await peer.SendAsync(Wire.WindowUpdate(0, 4464));
            Assert.Empty(await peer.SeenAsync(PeerFrame.Headers));
            await peer.SendAsync(Wire.WindowUpdate(0, 1));
            Assert.Equal(10_000, (await peer.RequestAsync()).Body.Length);
            Assert.DoesNotContain(sends, s => s.IsCompleted);
        }
    }

    [Fact]
    public async Task Window_Initial0_WaitsUntilItIsRaised()
    {
        var (peer, connection) = await HandPeer.ConnectAsync(settings: HandPeer.Streams100 + "000400000000");
        await using (peer)
        await using (connection)
        {
            var send = connection.Send();
            Assert.Empty(await peer.SeenAsync(PeerFrame.Headers));
            await peer.SendAsync(Wire.Settings($"0004{TestOptions.Content.Payload.Length - 1:x8}"));
            Assert.Empty(await peer.SeenAsync(PeerFrame.Headers));
            await peer.SendAsync(Wire.Settings($"0004{TestOptions.Content.Payload.Length:x8}"));
            await peer.SendAsync(Answer((await peer.RequestAsync()).Stream));
            Assert.Equal(AttemptOutcome.Accepted, (await send).Outcome);
        }
    }

    [Fact]
    public async Task Window_LoweredBelowWhatIsInFlightAndRaised_IsNoError()
    {
        var (peer, connection) = await HandPeer.ConnectAsync();
        await using (peer)
        await using (connection)
        {
            var first = connection.Send(1);
            await peer.RequestAsync();
            await peer.SendAsync(Wire.Settings("000400000001"));
            await peer.HandledAsync();
            var second = connection.Send(2);
            Assert.Empty(await peer.SeenAsync(PeerFrame.Headers));
            await peer.SendAsync(Wire.WindowUpdate(1, 100), Wire.Settings("000400010000"));
            await peer.RequestAsync();
            await peer.SendAsync(Answer(1), Answer(3));
            Assert.Equal([AttemptOutcome.Accepted, AttemptOutcome.Accepted], [(await first).Outcome, (await second).Outcome]);
        }
    }

    [Fact]
    public async Task Window_OfConnectionAbove2To31Minus1_IsFlowControlError()
    {
        var (peer, connection) = await HandPeer.ConnectAsync();
        await using (peer)
        await using (connection)
        {
            await peer.SendAsync(Wire.WindowUpdate(0, int.MaxValue - 65_534));
            Assert.Equal(3u, (await peer.NextAsync(PeerFrame.GoAway)).GoAwayCode);
        }
    }

    [Fact]
    public async Task Window_OfStreamAbove2To31Minus1_IsStreamError()
    {
        var (peer, connection) = await HandPeer.ConnectAsync();
        await using (peer)
        await using (connection)
        {
            var send = connection.Send();
            await peer.RequestAsync();
            await peer.SendAsync(Wire.WindowUpdate(1, int.MaxValue));
            var reset = await peer.NextAsync(PeerFrame.RstStream);
            Assert.Equal((1, 3u), (reset.Stream, reset.Number));
            Assert.Equal(AttemptOutcome.Unknown, (await send).Outcome);
        }
    }

    [Fact]
    public async Task Window_RaisedBySettingsAbove2To31Minus1_IsFlowControlError()
    {
        var (peer, connection) = await HandPeer.ConnectAsync();
        await using (peer)
        await using (connection)
        {
            connection.SendBatch(1);
            await peer.RequestAsync();
            await peer.SendAsync(Wire.WindowUpdate(1, 1000), Wire.Settings("00047fffffff"));
            Assert.Equal(3u, (await peer.NextAsync(PeerFrame.GoAway)).GoAwayCode);
        }
    }

    [Fact]
    public async Task HeaderList_AboveThePeersLimit_IsRefusedHere()
    {
        // :method POST 43, :scheme https 44, :authority apns.test:2197 56, :path 10 + 64 digits 111, apns-id 75,
        // apns-topic com.example.app 57, apns-push-type alert 51, apns-priority 10 at most 48.
        var (peer, connection) = await HandPeer.ConnectAsync(settings: HandPeer.Streams100 + "0006000001e4");
        await using (peer)
        await using (connection)
        {
            Assert.Equal("NotSent: HeadersTooLarge", (await connection.Send()).Text());
            var (batch, results) = connection.SendBatch(3);
            await batch;
            Assert.All(results, r => Assert.Equal("NotSent: HeadersTooLarge", r.Text()));
            await peer.SendAsync(Wire.Settings("0006000001e5"));
            await peer.HandledAsync();
            var send = connection.Send();
            await peer.SendAsync(Answer((await peer.RequestAsync()).Stream));
            Assert.Equal(AttemptOutcome.Accepted, (await send).Outcome);
        }
    }

    [Fact]
    public async Task Payload_AboveOneFrame_IsRefusedHereAndOthersGoOn()
    {
        var (peer, connection) = await HandPeer.ConnectAsync();
        await using (peer)
        await using (connection)
        {
            var (batch, results) = connection.SendBatch(2, TestOptions.Content with { Payload = new byte[16_385] });
            await batch;
            Assert.All(results, r => Assert.Equal("NotSent: PayloadTooLarge", r.Text()));
            connection.SendBatch(1, TestOptions.Content with { Payload = new byte[16_384] });
            Assert.Equal(16_384, (await peer.RequestAsync()).Body.Length);
        }
    }

    [Fact]
    public async Task Payload_Empty_EndsTheStreamWithItsHeaders()
    {
        var (peer, connection) = await HandPeer.ConnectAsync();
        await using (peer)
        await using (connection)
        {
            connection.SendBatch(1, TestOptions.Content with { Payload = default });
            Assert.True((await peer.NextAsync(PeerFrame.Headers)).EndStream);
        }
    }

    [Fact]
    public async Task Reserve_OfStreamsAndWindow_IsForSingleSends()
    {
        var (peer, connection) = await HandPeer.ConnectAsync();
        await using (peer)
        await using (connection)
        {
            connection.SendBatch(200);
            var window = 65_535 - (await peer.RequestsAsync(98)).Sum(request => request.Body.Length);
            Assert.Empty(await peer.SeenAsync(PeerFrame.Headers));
            connection.SendBatch(1);
            var single = connection.Send();
            var passing = await peer.RequestAsync();
            window -= passing.Body.Length;
            await peer.SendAsync(Answer(passing.Stream));
            Assert.Equal(AttemptOutcome.Accepted, (await single).Outcome);

            await peer.SendAsync(Wire.Settings("0003000003e8")); // 1,000 streams: now the window is what is short.
            var large = TestOptions.Content with { Payload = new byte[1000] };
            connection.SendBatch(200, large);
            // A batch goes on as long as a thirty-second of the window is free beside the reserve, a sixty-fourth.
            while (window >= 1023 + 2047) window -= (await peer.RequestAsync()).Body.Length;
            connection.SendBatch(1, large);
            await connection.SendAsync(TestOptions.To(3, large), new CancellationToken(true));
            _ = connection.Send(4, large);
            for (var last = await peer.RequestAsync(); last[":path"] != $"/3/device/{TestOptions.Token(4).ToHex()}"; last = await peer.RequestAsync())
                window -= last.Body.Length;
            Assert.InRange(window, 1023, 1023 + 2047);
        }
    }
}
