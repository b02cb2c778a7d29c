using Microsoft.Extensions.Time.Testing;
using Push.Http2.Errors;
using Push.Http2.Floods;

namespace Push.Http2.Tests.Floods;

/// <summary>What costs a peer nothing is taken in bounded amounts.</summary>
public sealed class FloodTests
{
    private const byte Whole = Wire.EndHeaders;

    private static readonly FloodLimits Small = new()
    {
        SettingsBurst = 10,
        SettingsPerSecond = 1,
        PingBurst = 10,
        PingPerSecond = 1,
        ResetBurst = 10,
        ResetsPerSecond = 1,
        IdleFrameBurst = 10,
        IdleFramesPerSecond = 1,
        ContinuationsPerBlock = 10,
        MaxBlockSize = 100,
    };

    private readonly FakeTimeProvider _time = new();

    public static TheoryData<byte[]> IdleFrames =>
    [
        Wire.Data(1, 0),
        Wire.Data(1, Wire.Padded, "00"),
        Wire.PriorityFrame(1, "0000000000"),
        Wire.WindowUpdate(0, 1),
        Wire.WindowUpdate(1, 1),
        Wire.Ping(),
        Wire.Ping(flags: Wire.Ack),
        Wire.GoAway(1, 0),
        Wire.RstStream(1, 8),
        Hex.Frame(0xfa, 0, 1, "00"),
        Wire.Settings("0003 00000001"),
        Wire.Settings(flags: Wire.Ack),
        Wire.WindowUpdate(1, 0), // a stream error each time
    ];

    [Theory]
    [MemberData(nameof(IdleFrames))]
    public void Server_FloodOfAnyFrameWithoutContent_IsEnhanceYourCalm(byte[] frame)
    {
        var server = Endpoint.Server(Small, _time);
        server.Receive(Wire.Headers(1, Whole, ""));
        Assert.Equal(Http2ErrorCode.EnhanceYourCalm, Flood(server, frame, atMost: 12));
    }

    [Theory]
    [MemberData(nameof(IdleFrames))]
    public void Client_FloodOfAnyFrameWithoutContent_IsEnhanceYourCalm(byte[] frame)
    {
        var client = Endpoint.Client(1, Small, _time);
        Assert.Equal(Http2ErrorCode.EnhanceYourCalm, Flood(client, frame, atMost: 12));
    }

    [Theory]
    [MemberData(nameof(IdleFrames))]
    public void Server_SameFramesAtASlowPace_AreTaken(byte[] frame)
    {
        var server = Endpoint.Server(Small, _time);
        server.Receive(Wire.Headers(1, Whole, ""));
        for (var i = 0; i < 100; i++)
        {
            server.Receive(frame);
            _time.Advance(TimeSpan.FromSeconds(2));
        }
    }

    [Fact]
    public void Server_WindowUpdatesWithContent_AreTaken()
    {
        var server = Endpoint.Server(Small, _time);
        server.Receive(Wire.Headers(1, Whole, ""));
        for (var i = 0; i < 1_000; i++)
            server.Receive(Wire.Data(1, 0, "00"), Wire.WindowUpdate(0, 1), Wire.WindowUpdate(1, 1));
    }

    [Fact]
    public void Server_RapidResets_AreEnhanceYourCalm()
    {
        var server = Endpoint.Server(Small, _time);
        var stream = 1u;
        var error = Assert.Throws<Http2ConnectionException>(() =>
        {
            for (; stream < 100; stream += 2)
                server.Receive(Wire.Headers(stream, Whole | Wire.EndStream, ""), Wire.RstStream(stream, 8));
        });
        Assert.Equal(Http2ErrorCode.EnhanceYourCalm, error.Code);
        Assert.Equal(21u, stream);
    }

    [Fact]
    public void Server_ResetsAmongAnswers_AreTaken()
    {
        var server = Endpoint.Server(Small, _time);
        for (var stream = 1u; stream < 10_000; stream += 4)
        {
            server.Receive(Wire.Headers(stream, Whole | Wire.EndStream, ""), Wire.RstStream(stream, 8));
            server.Receive(Wire.Headers(stream + 2, Whole | Wire.EndStream, ""));
            server.Reader.Floods.OnAnswered();
        }
    }

    [Fact]
    public void Client_EachOfItsRequestsReset_IsNoFlood()
    {
        var client = Endpoint.Client(10_000, Small, _time);
        for (var stream = 1u; stream < 20_000; stream += 2) client.Receive(Wire.RstStream(stream, 7));
        Assert.Equal(Http2ErrorCode.EnhanceYourCalm, Flood(client, Wire.RstStream(1, 7), atMost: 12));
    }

    [Fact]
    public void Block_OfManyContinuations_IsEnhanceYourCalm()
    {
        var client = Endpoint.Client(1, Small, _time);
        client.Receive(Wire.Headers(1, 0, ""));
        Assert.Equal(Http2ErrorCode.EnhanceYourCalm, Flood(client, Wire.Continuation(1, 0, "00"), atMost: 11));
    }

    [Fact]
    public void Block_OfEmptyContinuations_IsEnhanceYourCalm()
    {
        var client = Endpoint.Client(1, Small, _time);
        client.Receive(Wire.Headers(1, 0, ""));
        Assert.Equal(Http2ErrorCode.EnhanceYourCalm, Flood(client, Wire.Continuation(1, 0, ""), atMost: 11));
    }

    [Fact]
    public void Block_TooLarge_IsEnhanceYourCalmBeforeItIsComplete()
    {
        var client = Endpoint.Client(1, Small, _time);
        client.Receive(Wire.Headers(1, 0, ""));
        var fragment = string.Concat(Enumerable.Repeat("82", 60));
        Assert.Equal(Http2ErrorCode.EnhanceYourCalm, Flood(client, Wire.Continuation(1, 0, fragment), atMost: 2));
    }

    [Fact]
    public void Block_InfiniteContinuationsWithDefaultLimits_IsClosedWithin1MiB()
    {
        var client = Endpoint.Client();
        client.Receive(Wire.Headers(1, 0, ""));
        Assert.Equal(
            Http2ErrorCode.EnhanceYourCalm,
            Flood(client, Hex.Frame(0x9, 0, 1, new byte[16_384]), atMost: 64));
    }

    [Fact]
    public void TableSizeUpdates_InBlockAfterBlock_AreEnhanceYourCalm()
    {
        var server = Endpoint.Server(Small, _time);
        var stream = 1u;
        var error = Assert.Throws<Http2ConnectionException>(() =>
        {
            for (; stream < 1_000; stream += 2) server.Receive(Wire.Headers(stream, Whole, "20 3fe11f 82"));
        });
        Assert.Equal(Http2ErrorCode.EnhanceYourCalm, error.Code);
        Assert.True(stream <= 11);
    }

    [Fact]
    public void HeaderLists_TooLargeAgainAndAgain_AreEnhanceYourCalm()
    {
        var server = Endpoint.Server(Small, _time, maxHeaderListSize: 60);
        var stream = 1u;
        var error = Assert.Throws<Http2ConnectionException>(() =>
        {
            for (; stream < 1_000; stream += 2) server.Receive(Wire.Headers(stream, Whole, "8283"));
        });
        Assert.Equal(Http2ErrorCode.EnhanceYourCalm, error.Code);
        Assert.Equal(21u, stream);
    }

    // Until the connection ends, which must happen within so many frames.
    private static Http2ErrorCode Flood(Endpoint endpoint, byte[] frame, int atMost) =>
        Assert.Throws<Http2ConnectionException>(() =>
        {
            for (var i = 0; i < atMost; i++) endpoint.Receive(frame);
        }).Code;
}
