using Microsoft.Extensions.Time.Testing;
using Push.Simulator.Tests.Fixtures;

namespace Push.Simulator.Tests.Connections;

/// <summary>Bytes written by hand that break a rule of HTTP/2, and the error that RFC 9113 names for it.</summary>
public sealed class ViolationTests(OpenSimulator open)
{
    private const uint Protocol = 1, FlowControl = 3, StreamClosed = 5, FrameSize = 6, Compression = 9, Calm = 11;

    public static TheoryData<string, byte[], uint> OfConnections => new()
    {
        { "DATA on stream 0", RawFrame.Make(RawFrame.DataType, 1, 0, 1), Protocol },
        { "DATA on an idle stream", RawFrame.Data(1, 1), Protocol },
        { "HEADERS on an even stream", RawFrame.Push(2), Protocol },
        { "HEADERS on a lower stream than before", [.. RawFrame.Push(5), .. RawFrame.Data(5, 1), .. RawFrame.Push(3)], StreamClosed },
        { "DATA behind an answered request", [.. RawFrame.Push(1), .. RawFrame.Data(1, 1), .. RawFrame.Data(1, 1)], StreamClosed },
        { "RST_STREAM on an idle stream", RawFrame.Reset(1), Protocol },
        { "RST_STREAM of 3 bytes", [.. RawFrame.Push(1), .. RawFrame.Make(RawFrame.ResetType, 0, 1, 0, 0, 0)], FrameSize },
        { "WINDOW_UPDATE on an idle stream", RawFrame.WindowUpdate(1, 1), Protocol },
        { "WINDOW_UPDATE of 0", RawFrame.WindowUpdate(0, 0), Protocol },
        { "WINDOW_UPDATE beyond 2^31-1", RawFrame.WindowUpdate(0, int.MaxValue), FlowControl },
        { "WINDOW_UPDATE of 3 bytes", RawFrame.Make(RawFrame.WindowUpdateType, 0, 0, 0, 0, 1), FrameSize },
        { "initial window beyond 2^31-1", RawFrame.Setting(4, 1u << 31), FlowControl },
        { "initial window that overflows an open stream", [.. RawFrame.Push(1), .. RawFrame.WindowUpdate(1, 1),
            .. RawFrame.Setting(4, int.MaxValue)], FlowControl },
        { "frame size below 16,384", RawFrame.Setting(5, 16383), Protocol },
        { "push neither 0 nor 1", RawFrame.Setting(2, 2), Protocol },
        { "SETTINGS of 5 bytes", RawFrame.Make(RawFrame.SettingsType, 0, 0, 0, 1, 0, 0, 0), FrameSize },
        { "SETTINGS acknowledgement with content", RawFrame.Make(RawFrame.SettingsType, RawFrame.Ack, 0, 0, 1, 0, 0, 0, 0), FrameSize },
        { "SETTINGS on a stream", RawFrame.Make(RawFrame.SettingsType, 0, 1), Protocol },
        { "PING of 7 bytes", RawFrame.Make(RawFrame.PingType, 0, 0, 1, 2, 3, 4, 5, 6, 7), FrameSize },
        { "PING on a stream", RawFrame.Make(RawFrame.PingType, 0, 1, 1, 2, 3, 4, 5, 6, 7, 8), Protocol },
        { "PUSH_PROMISE", RawFrame.Make(5, RawFrame.EndHeaders, 1, 0, 0, 0, 2), Protocol },
        { "CONTINUATION without HEADERS", RawFrame.Make(RawFrame.ContinuationType, RawFrame.EndHeaders, 1), Protocol },
        { "a frame between HEADERS and CONTINUATION", [.. RawFrame.Make(RawFrame.HeadersType, 0, 1), .. RawFrame.Ping(1)], Protocol },
        { "a frame that is too large", [0, 0x40, 1, 0, 0, 0, 0, 0, 1], FrameSize },
        { "padding longer than the frame", [.. RawFrame.Push(1), .. RawFrame.Make(RawFrame.DataType, RawFrame.Padded, 1, 5, 0)], Protocol },
        { "an index beyond the tables", RawFrame.Make(RawFrame.HeadersType, RawFrame.EndHeaders, 1, 0xbf), Compression },
        { "a table update above our size", RawFrame.Make(RawFrame.HeadersType, RawFrame.EndHeaders, 1, 0x3f, 0xe2, 0x1f), Compression },
        { "a broken Huffman string", RawFrame.Make(RawFrame.HeadersType, RawFrame.EndHeaders, 1, 0x04, 0x81, 0x00), Compression },
    };

    public static TheoryData<string, byte[], uint> OfStreams => new()
    {
        { "a field block without :path", RawFrame.Headers(1, true, (":method", "POST"), (":scheme", "https")), Protocol },
        { "two methods", RawFrame.Push(1, PushClient.Token, true, (":method", "GET")), Protocol },
        { "an upper-case name", RawFrame.Push(1, PushClient.Token, true, ("Apns-Id", "x")), Protocol },
        { "a header of HTTP/1.1", RawFrame.Push(1, PushClient.Token, true, ("connection", "close")), Protocol },
        { "more DATA than content-length", [.. RawFrame.Push(1, PushClient.Token, false, ("content-length", "3")), .. RawFrame.Data(1, 4)], Protocol },
        { "less DATA than content-length", [.. RawFrame.Push(1, PushClient.Token, false, ("content-length", "3")), .. RawFrame.Data(1, 2)], Protocol },
        { "trailers without an end", [.. RawFrame.Push(1), .. RawFrame.Headers(1, false, ("x", "y"))], Protocol },
        { "a header list above 8,000 bytes", RawFrame.Push(1, PushClient.Token, true, ("x", new string('y', 8000))), Calm },
        { "DATA behind a reset", [.. RawFrame.Push(1), .. RawFrame.Reset(1), .. RawFrame.Data(1, 1)], StreamClosed },
        { "a stream window beyond 2^31-1", [.. RawFrame.Push(1), .. RawFrame.WindowUpdate(1, int.MaxValue)], FlowControl },
        { "a priority of 4 bytes", [.. RawFrame.Push(1), .. RawFrame.Make(2, 0, 1, 0, 0, 0, 0)], FrameSize },
    };

    [Theory]
    [MemberData(nameof(OfConnections))]
    public async Task Connection_BreakingARule_EndsWithGoAway(string rule, byte[] bytes, uint code)
    {
        await using RawConnection connection = await RawConnection.OpenAsync(open.Simulator);

        await connection.SendAsync(bytes);
        List<RawFrame> frames = await connection.ReadToEndAsync();

        RawFrame last = frames[^1];
        Assert.True(last.Type == RawFrame.GoAwayType && last.Code == code, $"{rule}: {last}");
    }

    [Theory]
    [MemberData(nameof(OfStreams))]
    public async Task Stream_BreakingARule_IsReset_AndOthersGoOn(string rule, byte[] bytes, uint code)
    {
        await using RawConnection connection = await RawConnection.OpenAsync(open.Simulator);

        await connection.SendAsync(bytes);
        RawFrame reset = await connection.ReadUntilAsync(RawFrame.ResetType, 1);
        await connection.SendAsync(RawFrame.Push(3), RawFrame.Data(3, 10));
        RawFrame answer = await connection.ReadUntilAsync(RawFrame.HeadersType, 3);

        Assert.True(reset.Code == code, $"{rule}: {reset.Code}");
        Assert.Equal(200, answer.Status);
    }

    [Fact]
    public async Task Preface_OfAnotherProtocol_EndsTheConnection()
    {
        await using RawConnection connection = await RawConnection.OpenAsync(open.Simulator, begin: false);

        await connection.SendAsync("GET / HTTP/1.1\r\n\r\n"u8.ToArray());
        List<RawFrame> frames = await connection.ReadToEndAsync();

        Assert.Equal((RawFrame.GoAwayType, Protocol), (frames[^1].Type, frames[^1].Code));
    }

    [Fact]
    public async Task FirstFrame_OtherThanSettings_EndsTheConnection()
    {
        await using RawConnection connection = await RawConnection.OpenAsync(open.Simulator, begin: false);

        await connection.SendAsync(RawFrame.Preface, RawFrame.Ping(1));
        List<RawFrame> frames = await connection.ReadToEndAsync();

        Assert.Equal((RawFrame.GoAwayType, Protocol), (frames[^1].Type, frames[^1].Code));
    }

    [Fact]
    public async Task Header_StandingTwice_IsRefusedByApplesRule()
    {
        await using RawConnection connection = await RawConnection.OpenAsync(open.Simulator);

        await connection.SendAsync(RawFrame.Push(1, PushClient.Token, false, ("apns-topic", "com.example.app")), RawFrame.Data(1, 10));
        RawFrame head = await connection.ReadUntilAsync(RawFrame.HeadersType, 1);
        RawFrame body = await connection.ReadUntilAsync(RawFrame.DataType, 1);

        Assert.Equal(400, head.Status);
        Assert.Equal("""{"reason":"DuplicateHeaders"}""", System.Text.Encoding.UTF8.GetString(body.Payload));
    }

    [Fact]
    public async Task Data_BeyondTheConnectionsWindow_EndsTheConnection()
    {
        // With a round-trip time that never passes, nothing is given back.
        await using ApnsSimulator simulator = await Start.OpenAsync(
            o => o with { Rtt = TimeSpan.FromSeconds(1), TimeProvider = new FakeTimeProvider() });
        await using RawConnection connection = await RawConnection.OpenAsync(simulator);

        for (int stream = 1; stream <= 15; stream += 2)
            await connection.SendAsync(RawFrame.Push(stream), RawFrame.Data(stream, 8192));
        List<RawFrame> frames = await connection.ReadToEndAsync();

        Assert.Equal((RawFrame.GoAwayType, FlowControl), (frames[^1].Type, frames[^1].Code));
    }

    [Fact]
    public async Task Body_BeyondAnyPayload_IsAnsweredBeforeItsEnd()
    {
        await using RawConnection connection = await RawConnection.OpenAsync(open.Simulator);

        await connection.SendAsync(RawFrame.Push(1), RawFrame.Data(1, 16_384, end: false));
        RawFrame answer = await connection.ReadUntilAsync(RawFrame.HeadersType, 1);
        RawFrame reset = await connection.ReadUntilAsync(RawFrame.ResetType, 1);
        await connection.SendAsync(RawFrame.Data(1, 16_384), RawFrame.Push(3), RawFrame.Data(3, 10));
        RawFrame next = await connection.ReadUntilAsync(RawFrame.HeadersType, 3);

        Assert.Equal((413, 0u, 200), (answer.Status, reset.Code, next.Status));
    }
}
