namespace Push.Apns.Tests.Connections;

/// <summary>What an answer says becomes the result, however it is cut into frames.</summary>
public sealed class AnswerTests
{
    private const string Gone = """{"reason":"Unregistered","timestamp":1700000000123}""";

    private static async Task<AttemptResult> AnswerAsync(params Func<uint, byte[]>[] frames)
    {
        var (peer, connection) = await HandPeer.ConnectAsync();
        await using (peer)
        await using (connection)
        {
            var send = connection.Send();
            var stream = (uint)(await peer.RequestAsync()).Stream;
            foreach (var frame in frames) await peer.SendAsync(frame(stream));
            var result = await send;
            // The connection goes on: what was tolerated left nothing behind.
            var second = connection.Send(2);
            await peer.SendAsync(Wire.Headers((uint)(await peer.RequestAsync()).Stream, Wire.EndHeaders | Wire.EndStream, Block.Ok));
            Assert.Equal(AttemptOutcome.Accepted, (await second).Outcome);
            await peer.HandledAsync();
            Assert.Equal(0, connection.OpenStreams);
            return result;
        }
    }

    [Fact]
    public async Task Answer_200_IsAcceptedWithTheIdSent()
    {
        var result = await AnswerAsync(s => Wire.Headers(s, Wire.EndHeaders | Wire.EndStream, Block.Ok));
        Assert.Equal((AttemptOutcome.Accepted, (ushort)200), (result.Outcome, result.Status));
        Assert.Equal(TestOptions.To(1).Id, result.Id);
    }

    [Fact]
    public async Task Answer_200WithIds_KeepsThem()
    {
        var block = Block.Ok + Block.Field("apns-id", "11111111-2222-3333-4444-555555555555") + Block.Field("apns-unique-id", "unique");
        var result = await AnswerAsync(s => Wire.Headers(s, Wire.EndHeaders | Wire.EndStream, block));
        Assert.Equal(Guid.Parse("11111111-2222-3333-4444-555555555555"), result.Id);
        Assert.Equal("unique", result.UniqueId);
    }

    [Fact]
    public async Task Answer_IdThatIsNone_LeavesTheIdSent()
    {
        var result = await AnswerAsync(s => Wire.Headers(s, Wire.EndHeaders | Wire.EndStream, Block.Ok + Block.Field("apns-id", "x")));
        Assert.Equal(TestOptions.To(1).Id, result.Id);
    }

    [Fact]
    public async Task Answer_410_HasReasonAndTimestamp()
    {
        var result = await AnswerAsync(
            s => Wire.Headers(s, Wire.EndHeaders, Block.Status(410)),
            s => Wire.Data(s, Wire.EndStream, Block.Digits(Gone)));
        Assert.Equal((AttemptOutcome.Rejected, (ushort)410, "Unregistered"), (result.Outcome, result.Status, result.Reason!.Text));
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1700000000123), result.Timestamp);
    }

    [Fact]
    public async Task Answer_BodyInPiecesWithPadding_IsPutTogether()
    {
        var (head, tail) = (Block.Digits(Gone[..10]), Block.Digits(Gone[10..]));
        var result = await AnswerAsync(
            s => Wire.Headers(s, Wire.EndHeaders, Block.Status(410)),
            s => Wire.Data(s, Wire.Padded, "03" + head + "000000"),
            s => Wire.Data(s, 0),
            s => Wire.Data(s, Wire.EndStream, tail));
        Assert.Equal("Unregistered", result.Reason!.Text);
    }

    [Fact]
    public async Task Answer_UnknownReason_KeepsItsText()
    {
        var result = await AnswerAsync(
            s => Wire.Headers(s, Wire.EndHeaders, Block.BadRequest),
            s => Wire.Data(s, Wire.EndStream, Block.Digits("""{"reason":"NeverSeen","more":{"a":[1,2]}}""")));
        Assert.Equal(("NeverSeen", false), (result.Reason!.Text, result.Reason.IsKnown));
    }

    [Theory]
    [InlineData("<html>Bad Gateway</html>")]
    [InlineData("")]
    [InlineData("""{"reason":""")]
    [InlineData("""{"reason":7}""")]
    [InlineData("[]")]
    [InlineData("{]")]
    public async Task Answer_BodyWithoutReason_IsRejectedByItsStatus(string body)
    {
        var result = await AnswerAsync(
            s => Wire.Headers(s, Wire.EndHeaders, Block.Status(503) + Block.Field("retry-after", "17")),
            s => Wire.Data(s, Wire.EndStream, Block.Digits(body)));
        Assert.Equal((AttemptOutcome.Rejected, (ushort)503, ""), (result.Outcome, result.Status, result.Reason!.Text));
        Assert.Equal(TimeSpan.FromSeconds(17), result.RetryAfter);
    }

    [Fact]
    public async Task Answer_Informational_IsPassedOver()
    {
        var result = await AnswerAsync(
            s => Wire.Headers(s, Wire.EndHeaders, Block.Status(103)),
            s => Wire.Headers(s, Wire.EndHeaders, Block.Status(100)),
            s => Wire.Headers(s, Wire.EndHeaders | Wire.EndStream, Block.Ok));
        Assert.Equal(AttemptOutcome.Accepted, result.Outcome);
    }

    [Fact]
    public async Task Answer_Trailers_EndIt()
    {
        var result = await AnswerAsync(
            s => Wire.Headers(s, Wire.EndHeaders, Block.BadRequest),
            s => Wire.Data(s, 0, Block.Digits("""{"reason":"BadTopic"}""")),
            s => Wire.Headers(s, Wire.EndHeaders | Wire.EndStream, Block.Field("checksum", "1")));
        Assert.Equal("BadTopic", result.Reason!.Text);
    }

    [Fact]
    public async Task Answer_InContinuations_IsPutTogether()
    {
        var result = await AnswerAsync(
            s => Wire.Headers(s, Wire.EndStream, "08"),
            s => Wire.Continuation(s, 0, "03"),
            s => Wire.Continuation(s, Wire.EndHeaders, Block.Digits("429")));
        Assert.Equal(429, result.Status);
    }

    [Fact]
    public async Task Answer_UnknownFramesAndFlags_AreTolerated()
    {
        var result = await AnswerAsync(
            s => Hex.Frame(0xbb, 0xff, s, "0102"),
            s => Wire.Headers(s, 0x40 | Wire.EndHeaders, Block.Ok),
            s => Hex.Frame(0x0a, 0, 0, "00"),
            s => Wire.Data(s, 0x42 | Wire.EndStream));
        Assert.Equal(AttemptOutcome.Accepted, result.Outcome);
    }

    [Fact]
    public async Task Answer_BeforeAllIsOver_ThenResetWithNoError_Counts()
    {
        var result = await AnswerAsync(
            s => Wire.Headers(s, Wire.EndHeaders, Block.Status(413)),
            s => Wire.RstStream(s, 0));
        Assert.Equal((AttemptOutcome.Rejected, (ushort)413), (result.Outcome, result.Status));
    }

    [Fact]
    public async Task Answer_CompleteThenReset_Counts()
    {
        var result = await AnswerAsync(
            s => Wire.Headers(s, Wire.EndHeaders | Wire.EndStream, Block.Status(413)),
            s => Wire.RstStream(s, 0));
        Assert.Equal(413, result.Status);
    }

    [Fact]
    public async Task Answer_BodyAbove4KiB_IsKeptTo4KiBAndTheStreamReset()
    {
        var (peer, connection) = await HandPeer.ConnectAsync();
        await using (peer)
        await using (connection)
        {
            var send = connection.Send();
            var stream = (uint)(await peer.RequestAsync()).Stream;
            await peer.SendAsync(Wire.Headers(stream, Wire.EndHeaders, Block.BadRequest));
            var reason = """{"reason":"BadTopic","filler":" """;
            await peer.SendAsync(Wire.Data(stream, 0, Block.Digits(reason + new string('x', 4096))));
            Assert.Equal("BadTopic", (await send).Reason!.Text);
            Assert.Equal((8u, (int)stream), await ResetAsync(peer));
            // What is still on its way is let go by.
            await peer.SendAsync(Wire.Data(stream, Wire.EndStream, Block.Digits("more")));
            await peer.HandledAsync();
        }
    }

    [Theory]
    [InlineData("")] // No status.
    [InlineData("8888")] // Two.
    [InlineData("88" + "00" + "03" + "466f6f" + "00")] // Foo
    [InlineData("88" + "00" + "0a636f6e6e656374696f6e" + "05636c6f7365")] // connection: close
    public async Task Answer_Malformed_IsUnknownAndTheStreamReset(string block)
    {
        var (peer, connection) = await HandPeer.ConnectAsync();
        await using (peer)
        await using (connection)
        {
            var send = connection.Send();
            var stream = (uint)(await peer.RequestAsync()).Stream;
            await peer.SendAsync(Wire.Headers(stream, Wire.EndHeaders | Wire.EndStream, block));
            var result = await send;
            Assert.Equal((AttemptOutcome.Unknown, AttemptCause.MalformedAnswer), (result.Outcome, result.Cause));
            Assert.Equal((1u, (int)stream), await ResetAsync(peer));
            Assert.Equal(0, connection.OpenStreams);
        }
    }

    [Theory]
    [InlineData("5", true, "")]
    [InlineData("5", false, "61626364")]
    [InlineData("5", false, "616263646566")]
    public async Task Answer_WrongContentLength_IsStreamErrorButItsStatusDecides(string length, bool headersOnly, string body)
    {
        var (peer, connection) = await HandPeer.ConnectAsync();
        await using (peer)
        await using (connection)
        {
            var send = connection.Send();
            var stream = (uint)(await peer.RequestAsync()).Stream;
            var end = headersOnly ? Wire.EndStream : 0;
            await peer.SendAsync(Wire.Headers(stream, (byte)(Wire.EndHeaders | end), Block.Status(429) + Block.Field("content-length", length)));
            if (!headersOnly) await peer.SendAsync(Wire.Data(stream, Wire.EndStream, body));
            Assert.Equal((AttemptOutcome.Rejected, (ushort)429), ((await send).Outcome, (await send).Status));
            Assert.Equal((1u, (int)stream), await ResetAsync(peer));
        }
    }

    [Fact]
    public async Task Answer_DataBeforeHeaders_IsStreamError()
    {
        var (peer, connection) = await HandPeer.ConnectAsync();
        await using (peer)
        await using (connection)
        {
            var send = connection.Send();
            var stream = (uint)(await peer.RequestAsync()).Stream;
            await peer.SendAsync(Wire.Data(stream, 0, "6161"));
            Assert.Equal(AttemptOutcome.Unknown, (await send).Outcome);
            Assert.Equal((1u, (int)stream), await ResetAsync(peer));
        }
    }

    [Fact]
    public async Task Answer_OnAStreamThatThePeerEnded_IsStreamClosed()
    {
        var (peer, connection) = await HandPeer.ConnectAsync();
        await using (peer)
        await using (connection)
        {
            var send = connection.Send();
            var stream = (uint)(await peer.RequestAsync()).Stream;
            await peer.SendAsync(Wire.Headers(stream, Wire.EndHeaders | Wire.EndStream, Block.Ok));
            Assert.Equal(AttemptOutcome.Accepted, (await send).Outcome);
            await peer.SendAsync(Wire.Data(stream, Wire.EndStream, "61"));
            Assert.Equal(5u, (await peer.NextAsync(PeerFrame.GoAway)).GoAwayCode);
        }
    }

    [Fact]
    public async Task Answer_OnAStreamThatThePeerReset_IsLetGoBy()
    {
        var result = await AnswerAsync(
            s => Wire.RstStream(s, 2),
            s => Wire.Headers(s, Wire.EndHeaders, Block.Ok),
            s => Wire.Data(s, Wire.EndStream, "61"));
        Assert.Equal("Unknown: StreamReset", result.Text());
    }

    private static async Task<(uint Code, int Stream)> ResetAsync(HandPeer peer)
    {
        var reset = await peer.NextAsync(PeerFrame.RstStream);
        return (reset.Number, reset.Stream);
    }
}
