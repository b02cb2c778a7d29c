using Push.Http2.Errors;

namespace Push.Http2.Tests.Frames;

public sealed class GoAwayFrameTests
{
    [Fact]
    public void GoAway_Announced_ThenTheRealOne_AreTold() =>
        Assert.Equal(
            ["goaway 2147483647 NoError", "goaway 5 NoError Shutdown"],
            Endpoint.Client().Receive(Wire.GoAway(0x7fffffff, 0), Wire.GoAway(5, 0, "53687574646f776e")));

    [Fact]
    public void GoAway_LowerSecondOne_IsTold() =>
        Assert.Equal(
            ["goaway 5 NoError", "goaway 5 NoError", "goaway 3 EnhanceYourCalm"],
            Endpoint.Client().Receive(Wire.GoAway(5, 0), Wire.GoAway(5, 0), Wire.GoAway(3, 0xb)));

    [Fact]
    public void GoAway_HigherSecondOne_IsProtocolError() =>
        Assert.Equal(
            Http2ErrorCode.ProtocolError, Endpoint.Client().Fails(Wire.GoAway(3, 0), Wire.GoAway(5, 0)));

    [Fact]
    public void GoAway_AsFirstFrame_KeepsItsReason() =>
        Assert.Equal(
            ["goaway 0 NoError BadCertificateEnvironment"],
            Endpoint.FreshClient().Receive(
                Wire.GoAway(0, 0, "426164436572746966696361746545 6e7669726f6e6d656e74")));

    [Fact]
    public void GoAway_AsFirstFrame_DoesNotStandForSettings() =>
        Assert.Equal(Http2ErrorCode.ProtocolError, Endpoint.FreshClient().Fails(Wire.GoAway(0, 0), Wire.Ping()));

    [Fact]
    public void GoAway_OnAStream_IsProtocolError() =>
        Assert.Equal(
            Http2ErrorCode.ProtocolError, Endpoint.Client().Fails(Hex.Frame(7, 0, 1, "0000000000000000")));

    [Fact]
    public void GoAway_ShorterThan8Bytes_IsFrameSizeError() =>
        Assert.Equal(Http2ErrorCode.FrameSizeError, Endpoint.Client().Fails(Hex.Frame(7, 0, 0, "00000000000000")));
}
