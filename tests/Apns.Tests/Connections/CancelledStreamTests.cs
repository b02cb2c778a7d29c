namespace Push.Apns.Tests.Connections;

/// <summary>Streams that nobody waits for any more: their blocks are decoded, and their window is given back.</summary>
public sealed class CancelledStreamTests
{
    [Fact]
    public async Task Cancelled_HeaderBlock_StillFeedsTheTable()
    {
        var (peer, connection) = await HandPeer.ConnectAsync();
        await using (peer)
        await using (connection)
        {
            using var cancel = new CancellationTokenSource();
            var dropped = connection.SendAsync(TestOptions.To(1), cancel.Token).AsTask();
            var kept = connection.Send(2);
            await peer.RequestsAsync(2);
            await cancel.CancelAsync();
            Assert.Equal("Unknown: Cancelled", (await dropped).Text());
            // The answer nobody wants puts "apns-unique-id: u" at index 62; the other one refers to it.
            var entering = "40" + Block.Field("apns-unique-id", "u")[2..];
            await peer.SendAsync(Wire.Headers(1, Wire.EndHeaders | Wire.EndStream, Block.Ok + entering));
            await peer.SendAsync(Wire.Headers(3, Wire.EndHeaders | Wire.EndStream, Block.Ok + "be"));
            Assert.Equal("u", (await kept).UniqueId);
        }
    }

    [Fact]
    public async Task Reset_HeaderBlockOnItsWay_StillFeedsTheTable()
    {
        var (peer, connection) = await HandPeer.ConnectAsync(o => o with { Deadline = TimeSpan.FromMilliseconds(100) });
        await using (peer)
        await using (connection)
        {
            Assert.Equal("Unknown: Deadline", (await connection.Send()).Text());
            Assert.Equal(1, (await peer.NextAsync(PeerFrame.RstStream)).Stream);
            var kept = connection.Send(2);
            var entering = "40" + Block.Field("apns-unique-id", "u")[2..];
            await peer.SendAsync(Wire.Headers(1, Wire.EndHeaders, Block.Ok + entering), Wire.Data(1, Wire.EndStream, "6161"));
            await peer.SendAsync(Wire.Headers(3, Wire.EndHeaders | Wire.EndStream, Block.Ok + "be"));
            Assert.Equal("u", (await kept).UniqueId);
        }
    }

    [Fact]
    public async Task Cancelled_Data_IsGivenBackToTheConnection()
    {
        var (peer, connection) = await HandPeer.ConnectAsync(o => o with { ReceiveWindow = 65_535 });
        await using (peer)
        await using (connection)
        {
            using var cancel = new CancellationTokenSource();
            var sends = Enumerable.Range(0, 20).Select(i => connection.SendAsync(TestOptions.To((byte)i), cancel.Token).AsTask()).ToArray();
            await peer.RequestsAsync(20);
            await cancel.CancelAsync();
            await Task.WhenAll(sends);
            var body = new string('0', 2 * 8000);
            for (var i = 0; i < 20; i++)
            {
                var stream = (uint)(2 * i + 1);
                // 160,000 bytes through a window of 65,535: it has to come back.
                await peer.SendAsync(Wire.Headers(stream, Wire.EndHeaders, Block.BadRequest), Wire.Data(stream, 0, body));
                await peer.HandledAsync();
            }

            var given = (await peer.SeenAsync(PeerFrame.WindowUpdate)).Where(f => f.Stream == 0).Sum(f => f.Number);
            Assert.InRange(given, 160_000 - 40_000, 160_000);
        }
    }

    [Fact]
    public async Task Data_BeyondTheStreamsWindow_IsStreamError()
    {
        var (peer, connection) = await HandPeer.ConnectAsync();
        await using (peer)
        await using (connection)
        {
            var send = connection.Send();
            await peer.RequestAsync();
            await peer.SendAsync(Wire.Headers(1, Wire.EndHeaders, Block.BadRequest));
            // Padding alone: 256 bytes of window a frame, and no content.
            for (var i = 0; i < 256; i++) await peer.SendAsync(Wire.Data(1, Wire.Padded, "ff" + new string('0', 2 * 255)));
            var reset = await peer.NextAsync(PeerFrame.RstStream);
            Assert.Equal((1, 3u), (reset.Stream, reset.Number));
            Assert.Equal("Rejected: 400", (await send).Text());
        }
    }

    [Fact]
    public async Task Rejections_MillionWithABody_PassThrough65535Bytes()
    {
        const int Count = 1_000_000;
        const int Round = 1000;
        var (peer, connection) = await HandPeer.ConnectAsync(o => o with { ReceiveWindow = 65_535 }, "0003000007d0", 1 << 20);
        await using (peer)
        await using (connection)
        {
            await peer.SendAsync(Wire.WindowUpdate(0, int.MaxValue - 65_535));
            var body = Block.Digits("""{"reason":"BadTopic"}""");
            var (available, answers) = (65_535, new byte[Round][]);
            for (var sent = 0; sent < Count; sent += Round)
            {
                var (batch, results) = connection.SendBatch(Round, TestOptions.Content with { Payload = "{}"u8.ToArray() });
                for (var i = 0; i < Round; i++)
                {
                    var stream = (uint)(await peer.NextAsync(PeerFrame.Headers)).Stream;
                    await peer.NextAsync(PeerFrame.Data);
                    answers[i] = [.. Wire.Headers(stream, Wire.EndHeaders, Block.BadRequest), .. Wire.Data(stream, Wire.EndStream, body)];
                }

                while (available < Round * 21) available += (int)(await peer.NextAsync(PeerFrame.WindowUpdate)).Number;
                available -= Round * 21;
                await peer.SendAsync(answers.SelectMany(a => a).ToArray());

                await batch;
                if (sent % 100_000 == 0) Assert.All(results, r => Assert.Equal("Rejected: 400 BadTopic", r.Text()));
            }
        }
    }
}
