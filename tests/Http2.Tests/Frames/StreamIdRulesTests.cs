using Push.Http2.Errors;

namespace Push.Http2.Tests.Frames;

/// <summary>Which frames may stand on which streams (RFC 9113 §5.1), as far as ids tell.</summary>
public sealed class StreamIdRulesTests
{
    public static TheoryData<byte[]> FirstFrames =>
    [
        Wire.Settings(flags: Wire.Ack),
        Wire.Ping(),
        Wire.WindowUpdate(0, 1),
        Wire.Headers(1, Wire.EndHeaders, "88"),
        Wire.PriorityFrame(1, "0000000000"),
        Hex.Frame(0xfa, 0, 0),
    ];

    [Theory]
    [MemberData(nameof(FirstFrames))]
    public void Connection_FirstFrameIsNotSettings_IsProtocolError(byte[] frame) =>
        Assert.Equal(Http2ErrorCode.ProtocolError, Endpoint.FreshClient().Fails(frame));

    // On a stream the id is not zero, and is opened neither by a client nor by a server before.
    public static TheoryData<byte, string> FramesOfStreams => new()
    {
        { 0x0, "00" },
        { 0x1, "88" },
        { 0x3, "00000000" },
    };

    [Theory]
    [MemberData(nameof(FramesOfStreams))]
    public void Frame_OfStreamsOnStream0_IsProtocolError(byte type, string payload)
    {
        var frame = Hex.Frame(type, Wire.EndHeaders, 0, payload);
        Assert.Equal(Http2ErrorCode.ProtocolError, Endpoint.Client().Fails(frame));
        Assert.Equal(Http2ErrorCode.ProtocolError, Endpoint.Server().Fails(frame));
    }

    [Theory]
    [MemberData(nameof(FramesOfStreams))]
    [InlineData(0x8, "00000001")]
    public void Frame_OnIdleStreamOfClient_IsProtocolError(byte type, string payload) =>
        Assert.Equal(
            Http2ErrorCode.ProtocolError,
            Endpoint.Client(streams: 2).Fails(Hex.Frame(type, Wire.EndHeaders, 5, payload)));

    [Theory]
    [MemberData(nameof(FramesOfStreams))]
    [InlineData(0x8, "00000001")]
    public void Frame_OnEvenStream_IsProtocolError(byte type, string payload)
    {
        var frame = Hex.Frame(type, Wire.EndHeaders, 2, payload);
        Assert.Equal(Http2ErrorCode.ProtocolError, Endpoint.Client(streams: 2).Fails(frame));
        Assert.Equal(
            Http2ErrorCode.ProtocolError, Endpoint.Server().Fails(Wire.Headers(5, Wire.EndHeaders, "82"), frame));
    }

    [Theory]
    [InlineData(0x0, "00")]
    [InlineData(0x3, "00000000")]
    [InlineData(0x8, "00000001")]
    public void Frame_OnIdleStreamOfServer_IsProtocolError(byte type, string payload) =>
        Assert.Equal(Http2ErrorCode.ProtocolError, Endpoint.Server().Fails(Hex.Frame(type, 0, 1, payload)));

    [Fact]
    public void Server_Headers_OpenStreamsInAscendingOrderAndThenAreTrailers()
    {
        var server = Endpoint.Server();
        Assert.Equal(
            [
                "headers 1 opens", "headers 1 done", "headers 7 opens end", "headers 7 done",
                "headers 1 end", "headers 1 done", "headers 5", "headers 5 done",
            ],
            server.Receive(
                Wire.Headers(1, Wire.EndHeaders, ""),
                Wire.Headers(7, Wire.EndHeaders | Wire.EndStream, ""),
                Wire.Headers(1, Wire.EndHeaders | Wire.EndStream, ""),
                Wire.Headers(5, Wire.EndHeaders, ""))); // skipped, hence closed: for the role to judge
        Assert.Equal(7, server.Streams.Highest);
    }

    [Fact]
    public void Server_FramesOnSkippedStream_AreToldAsOfAClosedOne() =>
        Assert.Equal(
            ["headers 7 opens", "headers 7 done", "data 3 00 of 1"],
            Endpoint.Server().Receive(Wire.Headers(7, Wire.EndHeaders, ""), Wire.Data(3, 0, "00")));
}
