using Push.Http2.Errors;
using Push.Http2.Floods;
using Push.Http2.Frames;
using Push.Http2.Hpack;
using Push.Http2.Streams;

namespace Push.Http2.Tests;

/// <summary>One side of a connection as far as this project goes: a reader, and what it told.</summary>
internal sealed class Endpoint
{
    private readonly RecordingHandler _handler = new();

    private Endpoint(Http2Role role, FloodLimits? floods, TimeProvider? time, int maxHeaderListSize)
    {
        Streams = new(role);
        Decoder = new(maxHeaderListSize: maxHeaderListSize);
        var options = new FrameReaderOptions { Floods = floods ?? new(), Time = time ?? TimeProvider.System };
        Reader = new(options, Decoder, Streams, _handler);
    }

    public StreamIds Streams { get; }

    public HpackDecoder Decoder { get; }

    public FrameReader Reader { get; }

    /// <summary>A client that has opened so many streams and has seen the server's SETTINGS.</summary>
    public static Endpoint Client(
        int streams = 1, FloodLimits? floods = null, TimeProvider? time = null, int maxHeaderListSize = 16_384)
    {
        var client = FreshClient(floods, time, maxHeaderListSize);
        for (var i = 0; i < streams; i++) Assert.True(client.Streams.TryOpen(out _));
        client.Receive(Wire.Settings());
        return client;
    }

    /// <summary>A client before the first byte of the server.</summary>
    public static Endpoint FreshClient(
        FloodLimits? floods = null, TimeProvider? time = null, int maxHeaderListSize = 16_384) =>
        new(Http2Role.Client, floods, time, maxHeaderListSize);

    /// <summary>A server that has seen the client's SETTINGS.</summary>
    public static Endpoint Server(
        FloodLimits? floods = null, TimeProvider? time = null, int maxHeaderListSize = 16_384)
    {
        var server = new Endpoint(Http2Role.Server, floods, time, maxHeaderListSize);
        server.Receive(Wire.Settings());
        return server;
    }

    /// <summary>Hands the reader all of these frames at once; they must be consumed.</summary>
    /// <returns>What it told of them.</returns>
    public IReadOnlyList<string> Receive(params byte[][] frames)
    {
        byte[] bytes = [.. frames.SelectMany(frame => frame)];
        Assert.Equal(bytes.Length, Reader.Read(bytes));
        return TakeEvents();
    }

    /// <summary>What the reader told since it was last asked.</summary>
    public IReadOnlyList<string> TakeEvents()
    {
        string[] events = [.. _handler.Events];
        _handler.Events.Clear();
        return events;
    }

    /// <summary>Hands the reader these frames, which must end the connection.</summary>
    /// <returns>The code for GOAWAY.</returns>
    public Http2ErrorCode Fails(params byte[][] frames) =>
        Assert.Throws<Http2ConnectionException>(() => Receive(frames)).Code;
}
