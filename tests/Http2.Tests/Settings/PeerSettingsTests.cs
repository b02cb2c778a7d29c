using Push.Http2.Errors;
using Push.Http2.Settings;
using Push.Http2.Streams;

namespace Push.Http2.Tests.Settings;

public sealed class PeerSettingsTests
{
    private readonly PeerSettings _settings = new(Http2Role.Client);

    [Fact]
    public void Settings_BeforeAnyFrame_AreTheProtocolsFirst()
    {
        Assert.False(_settings.IsReceived);
        Assert.Equal(4_096u, _settings.HeaderTableSize);
        Assert.Equal(int.MaxValue, _settings.MaxConcurrentStreams);
        Assert.Equal(65_535, _settings.InitialWindowSize);
        Assert.Equal(16_384, _settings.MaxFrameSize);
        Assert.Equal(int.MaxValue, _settings.MaxHeaderListSize);
    }

    [Fact]
    public void Apply_EveryParameter_IsKeptAndReported()
    {
        var change = Apply(
            "0001 00000000 0002 00000000 0003 000003e8 0004 00000000 0005 00ffffff 0006 00001f40 f0f0 ffffffff");
        Assert.Equal(new SettingsChange(-65_535, 0, 0, true, true), change);
        Assert.True(_settings.IsReceived);
        Assert.Equal(0u, _settings.HeaderTableSize);
        Assert.Equal(1_000, _settings.MaxConcurrentStreams);
        Assert.Equal(0, _settings.InitialWindowSize);
        Assert.Equal(16_777_215, _settings.MaxFrameSize);
        Assert.Equal(8_000, _settings.MaxHeaderListSize);
    }

    [Fact]
    public void Apply_EmptyFrame_ChangesNothing()
    {
        Assert.Equal(new SettingsChange(0, null, null, false, true), Apply(""));
        Assert.Equal(new SettingsChange(0, null, null, false, false), Apply(""));
    }

    [Fact]
    public void Apply_WindowLoweredAndRaised_ReportsTheDifference()
    {
        Assert.Equal(-65_535, Apply("0004 00000000").InitialWindowDelta);
        Assert.Equal(int.MaxValue, Apply("0004 7fffffff").InitialWindowDelta);
        Assert.Equal(1_000 - int.MaxValue, Apply("0004 00000001 0004 000003e8").InitialWindowDelta);
    }

    [Fact]
    public void Apply_TableSizeTwiceInOneFrame_ReportsSmallestAndLast()
    {
        var change = Apply("0001 00001000 0001 00000001 0001 00010000");
        Assert.Equal((1u, 65_536u), (change.SmallestHeaderTableSize, change.HeaderTableSize));
    }

    [Fact]
    public void Apply_HugeLimits_AreUnlimited()
    {
        Apply("0003 ffffffff 0006 ffffffff 0001 ffffffff");
        Assert.Equal(int.MaxValue, _settings.MaxConcurrentStreams);
        Assert.Equal(int.MaxValue, _settings.MaxHeaderListSize);
        Assert.Equal(uint.MaxValue, _settings.HeaderTableSize);
    }

    [Theory]
    [InlineData("0002 00000002", Http2ErrorCode.ProtocolError)] // ENABLE_PUSH
    [InlineData("0002 00000001", Http2ErrorCode.ProtocolError)] // a server can't enable push
    [InlineData("0004 80000000", Http2ErrorCode.FlowControlError)] // INITIAL_WINDOW_SIZE 2^31
    [InlineData("0004 ffffffff", Http2ErrorCode.FlowControlError)]
    [InlineData("0005 00003fff", Http2ErrorCode.ProtocolError)] // MAX_FRAME_SIZE 16,383
    [InlineData("0005 01000000", Http2ErrorCode.ProtocolError)] // 2^24
    public void Apply_ValueOutOfRange_IsTheErrorItsRuleNames(string parameters, Http2ErrorCode code) =>
        Assert.Equal(code, Assert.Throws<Http2ConnectionException>(() => Apply(parameters)).Code);

    [Fact]
    public void Apply_ClientEnablesPush_IsTaken() =>
        new PeerSettings(Http2Role.Server).Apply(new(Hex.Bytes("0002 00000001")));

    private SettingsChange Apply(string parameters) => _settings.Apply(new(Hex.Bytes(parameters)));
}
