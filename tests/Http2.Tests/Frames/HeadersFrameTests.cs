using Push.Http2.Errors;

namespace Push.Http2.Tests.Frames;

public sealed class HeadersFrameTests
{
    private const byte Whole = Wire.EndHeaders;

    [Fact]
    public void Headers_WholeBlock_IsDecoded() =>
        Assert.Equal(
            ["headers 1 end", ":status: 200", "headers 1 done"],
            Endpoint.Client().Receive(Wire.Headers(1, Whole | Wire.EndStream, "88")));

    [Fact]
    public void Headers_PaddingAndPriority_AreStripped() =>
        Assert.Equal(
            ["headers 1", ":status: 200", "headers 1 done"],
            Endpoint.Client().Receive(
                Wire.Headers(1, Whole | Wire.Padded | Wire.Priority, "02 80000003ff 88 0000")));

    [Theory]
    [InlineData(Wire.Padded, "")]
    [InlineData(Wire.Priority, "00000000")]
    [InlineData(Wire.Padded | Wire.Priority, "0200000000 0000")]
    public void Headers_TooShortForItsFlags_IsFrameSizeError(byte flags, string payload) =>
        Assert.Equal(
            Http2ErrorCode.FrameSizeError,
            Endpoint.Client().Fails(Wire.Headers(1, (byte)(Whole | flags), payload)));

    [Fact]
    public void Headers_PaddingLongerThanFrame_IsProtocolError() =>
        Assert.Equal(
            Http2ErrorCode.ProtocolError, Endpoint.Client().Fails(Wire.Headers(1, Whole | Wire.Padded, "0288")));

    [Fact]
    public void Headers_BadBlock_IsCompressionError() =>
        Assert.Equal(Http2ErrorCode.CompressionError, Endpoint.Client().Fails(Wire.Headers(1, Whole, "80")));

    [Fact]
    public void Headers_EmptyBlock_IsAListWithoutFields() =>
        Assert.Equal(["headers 1", "headers 1 done"], Endpoint.Client().Receive(Wire.Headers(1, Whole, "")));

    [Fact]
    public void Headers_OfStreamThatIsGone_StillFeedTheTable()
    {
        // The first block puts a field into the table; whatever became of stream 1, stream 3 refers to it.
        var client = Endpoint.Client(streams: 2);
        client.Receive(Wire.Headers(1, Whole | Wire.EndStream, "40016e0131"), Wire.RstStream(1, 8));
        Assert.Contains("n: 1", client.Receive(Wire.Headers(3, Whole, "88be")));
    }

    [Fact]
    public void Headers_InformationalThenFinalThenTrailers_AllArrive() =>
        Assert.Equal(
            [
                "headers 1", ":status: 103", "headers 1 done",
                "headers 1", ":status: 200", "headers 1 done",
                "headers 1 end", "n: 1", "headers 1 done",
            ],
            Endpoint.Client().Receive(
                Wire.Headers(1, Whole, "0803 313033"),
                Wire.Headers(1, Whole, "88"),
                Wire.Headers(1, Whole | Wire.EndStream, "00016e0131")));

    [Fact]
    public void Headers_ListAboveOurLimit_IsStreamErrorAndTheNextBlockIsRight()
    {
        var client = Endpoint.Client(streams: 2, maxHeaderListSize: 60);
        Assert.Equal(
            ["headers 1", ":status: 200", "error 1 EnhanceYourCalm", "headers 3", ":status: 200", "headers 3 done"],
            client.Receive(Wire.Headers(1, Whole, "88 40016e0131"), Wire.Headers(3, Whole, "88")));
        Assert.Equal(34, client.Decoder.TableSize);
    }

    [Fact]
    public void PushPromise_AtEitherSide_IsProtocolError()
    {
        var promise = Wire.PushPromise(1, "00000002 82");
        Assert.Equal(Http2ErrorCode.ProtocolError, Endpoint.Client().Fails(promise));
        Assert.Equal(Http2ErrorCode.ProtocolError, Endpoint.Server().Fails(Wire.Headers(1, Whole, "82"), promise));
    }
}
