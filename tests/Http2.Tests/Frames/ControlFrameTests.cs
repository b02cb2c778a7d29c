using Push.Http2.Errors;

namespace Push.Http2.Tests.Frames;

/// <summary>SETTINGS, PING, PRIORITY, RST_STREAM, WINDOW_UPDATE, and frames of unknown types.</summary>
public sealed class ControlFrameTests
{
    [Fact]
    public void Settings_Parameters_AreHandedOnInOrder() =>
        Assert.Equal(
            ["settings HeaderTableSize=100 HeaderTableSize=4096 153=1", "settings ack"],
            Endpoint.Client().Receive(
                Wire.Settings("0001 00000064 0001 00001000 0099 00000001"), Wire.Settings(flags: Wire.Ack)));

    [Fact]
    public void Settings_LengthNoMultipleOf6_IsFrameSizeError() =>
        Assert.Equal(Http2ErrorCode.FrameSizeError, Endpoint.Client().Fails(Wire.Settings("0001 000000")));

    [Fact]
    public void SettingsAck_WithParameters_IsFrameSizeError() =>
        Assert.Equal(
            Http2ErrorCode.FrameSizeError, Endpoint.Client().Fails(Wire.Settings("0001 00000064", Wire.Ack)));

    [Fact]
    public void Settings_OnAStream_IsProtocolError() =>
        Assert.Equal(Http2ErrorCode.ProtocolError, Endpoint.Client().Fails(Hex.Frame(4, 0, 1)));

    [Fact]
    public void Ping_AndItsAnswer_AreTold() =>
        Assert.Equal(
            ["ping 0102030405060708", "ping 0000000000000001 ack"],
            Endpoint.Client().Receive(Wire.Ping(), Wire.Ping("0000000000000001", Wire.Ack)));

    [Theory]
    [InlineData("01020304050607")]
    [InlineData("010203040506070809")]
    [InlineData("")]
    public void Ping_NotEightBytes_IsFrameSizeError(string opaque) =>
        Assert.Equal(Http2ErrorCode.FrameSizeError, Endpoint.Client().Fails(Wire.Ping(opaque)));

    [Fact]
    public void Ping_OnAStream_IsProtocolError() =>
        Assert.Equal(Http2ErrorCode.ProtocolError, Endpoint.Client().Fails(Hex.Frame(6, 0, 1, "0102030405060708")));

    [Fact]
    public void Priority_WellFormed_IsIgnoredOnAnyStream() =>
        Assert.Empty(Endpoint.Server().Receive(
            Wire.PriorityFrame(1, "0000000000"),
            Wire.PriorityFrame(98, "0000000000"),
            Wire.PriorityFrame(99, "80000001ff")));

    [Fact]
    public void Priority_OnStream0_IsProtocolError() =>
        Assert.Equal(Http2ErrorCode.ProtocolError, Endpoint.Server().Fails(Wire.PriorityFrame(0, "0000000000")));

    [Fact]
    public void Priority_NotFiveBytes_IsStreamErrorWhereThereIsAStream()
    {
        Assert.Equal(["error 1 FrameSizeError"], Endpoint.Client().Receive(Wire.PriorityFrame(1, "00000000")));
        Assert.Equal(Http2ErrorCode.FrameSizeError, Endpoint.Client().Fails(Wire.PriorityFrame(3, "00000000")));
    }

    [Fact]
    public void RstStream_AnyCode_IsTold() =>
        Assert.Equal(
            ["reset 1 NoError", "reset 1 RefusedStream", "reset 1 3735928559"],
            Endpoint.Client().Receive(Wire.RstStream(1, 0), Wire.RstStream(1, 7), Wire.RstStream(1, 0xdeadbeef)));

    [Theory]
    [InlineData("000000")]
    [InlineData("0000000000")]
    public void RstStream_NotFourBytes_IsFrameSizeError(string payload) =>
        Assert.Equal(Http2ErrorCode.FrameSizeError, Endpoint.Client().Fails(Hex.Frame(3, 0, 1, payload)));

    [Fact]
    public void WindowUpdate_OfConnectionAndStream_IsTold() =>
        Assert.Equal(
            ["window 0 1", "window 1 2147483647", "window 0 1"],
            Endpoint.Client().Receive(
                Wire.WindowUpdate(0, 1), Wire.WindowUpdate(1, 0x7fffffff), Wire.WindowUpdate(0, 0x80000001)));

    [Fact]
    public void WindowUpdate_Of0_IsErrorOfStreamOrConnection()
    {
        Assert.Equal(["error 1 ProtocolError"], Endpoint.Client().Receive(Wire.WindowUpdate(1, 0)));
        Assert.Equal(Http2ErrorCode.ProtocolError, Endpoint.Client().Fails(Wire.WindowUpdate(0, 0)));
        Assert.Equal(Http2ErrorCode.ProtocolError, Endpoint.Client().Fails(Wire.WindowUpdate(0, 0x80000000)));
    }

    [Theory]
    [InlineData("000001")]
    [InlineData("0000000100")]
    public void WindowUpdate_NotFourBytes_IsFrameSizeError(string payload) =>
        Assert.Equal(Http2ErrorCode.FrameSizeError, Endpoint.Client().Fails(Hex.Frame(8, 0, 0, payload)));

    [Fact]
    public void Frame_OfUnknownType_IsIgnored() =>
        Assert.Equal(
            ["ping 0102030405060708"],
            Endpoint.Client().Receive(
                Hex.Frame(0x0a, 0xff, 1, "00"),
                Hex.Frame(0x0c, 0, 0, "00"),
                Hex.Frame(0xff, 0xff, 0x7fffffff),
                Wire.Ping()));
}
