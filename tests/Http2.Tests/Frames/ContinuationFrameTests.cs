using Push.Http2.Errors;

namespace Push.Http2.Tests.Frames;

public sealed class ContinuationFrameTests
{
    private static readonly byte[] Open = Wire.Headers(1, Wire.EndStream, "40016e");

    [Fact]
    public void Continuation_Fragments_AreJoinedInOrder() =>
        Assert.Equal(
            ["headers 1 end", "n: ab", ":status: 200", "headers 1 done"],
            Endpoint.Client().Receive(
                Open,
                Wire.Continuation(1, 0, "0261"),
                Wire.Continuation(1, 0, ""),
                Wire.Continuation(1, Wire.EndHeaders, "62 88")));

    [Fact]
    public void Continuation_FirstFramePadded_LosesOnlyItsOwnPadding() =>
        Assert.Equal(
            ["headers 1", "n: 1", "headers 1 done"],
            Endpoint.Client().Receive(
                Wire.Headers(1, Wire.Padded, "01 00016e 00"),
                Wire.Continuation(1, Wire.EndHeaders | Wire.Padded, "0131"))); // no padding here: the flag is unknown

    [Fact]
    public void Continuation_WithoutOpenBlock_IsProtocolError()
    {
        var late = Wire.Continuation(1, Wire.EndHeaders, "88");
        Assert.Equal(Http2ErrorCode.ProtocolError, Endpoint.Client().Fails(late));
        Assert.Equal(
            Http2ErrorCode.ProtocolError, Endpoint.Client().Fails(Wire.Headers(1, Wire.EndHeaders, "88"), late));
    }

    public static TheoryData<byte[]> Interruptions =>
    [
        Wire.Continuation(3, Wire.EndHeaders, "88"),
        Wire.Continuation(0, Wire.EndHeaders, "88"),
        Wire.Headers(1, Wire.EndHeaders, "88"),
        Wire.Headers(3, Wire.EndHeaders, "88"),
        Wire.Data(1, 0, "00"),
        Wire.PriorityFrame(1, "0000000000"),
        Wire.RstStream(1, 8),
        Wire.Settings(),
        Wire.Ping(),
        Wire.GoAway(1, 0),
        Wire.WindowUpdate(0, 1),
        Hex.Frame(0xfa, 0, 0), // a frame type that doesn't exist
    ];

    [Theory]
    [MemberData(nameof(Interruptions))]
    public void Continuation_InterruptedByAnyFrame_IsProtocolError(byte[] interruption) =>
        Assert.Equal(Http2ErrorCode.ProtocolError, Endpoint.Client(streams: 2).Fails(Open, interruption));
}
