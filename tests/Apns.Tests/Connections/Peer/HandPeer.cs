using System.Buffers.Binary;
using System.Threading.Channels;
using Push.Apns.Connections;
using Push.Http2.Hpack;

namespace Push.Apns.Tests.Connections;

/// <summary>
/// A server that replays bytes written by hand, and takes the client's frames apart by hand. It does nothing by itself:
/// no acknowledgement, no window.
/// </summary>
internal sealed class HandPeer : IAsyncDisposable
{
    /// <summary>SETTINGS_MAX_CONCURRENT_STREAMS 100.</summary>
    public const string Streams100 = "000300000064";

    private readonly MemoryDuplex _stream;
    private readonly Channel<PeerFrame> _frames = Channel.CreateUnbounded<PeerFrame>();
    private readonly List<PeerFrame> _skipped = [];
    private volatile TaskCompletionSource? _paused;
    private TaskCompletionSource? _stopped;
    private readonly Task _reading;
    private readonly HpackDecoder _decoder = new();

    public HandPeer(MemoryDuplex stream)
    {
        _stream = stream;
        _reading = ReadAsync();
    }

    public byte[] Preface { get; private set; } = [];

    private static CancellationToken Test => TestContext.Current.CancellationToken;

    /// <summary>A connection to a peer whose SETTINGS were these.</summary>
    public static async Task<(HandPeer Peer, ApnsConnection Connection)> ConnectAsync(
        Func<ApnsConnectionOptions, ApnsConnectionOptions>? change = null, string settings = Streams100, int capacity = 64 * 1024)
    {
        var (peer, connecting) = Begin(change, capacity);
        await peer.SendAsync(Wire.Settings(settings), Wire.Settings(flags: Wire.Ack));
        return (peer, await connecting);
    }

    /// <summary>A connection that waits for the first frame of its peer.</summary>
    public static (HandPeer Peer, Task<ApnsConnection> Connecting) Begin(
        Func<ApnsConnectionOptions, ApnsConnectionOptions>? change = null, int capacity = 64 * 1024)
    {
        var options = TestOptions.WithoutTokens;
        options = change?.Invoke(options) ?? options;
        var (client, server) = MemoryDuplex.Create(capacity);
        var peer = new HandPeer(server);
        return (peer, ApnsConnection.OverAsync(new DialedTransport(client), options, new ConnectLog(options.Time), Test));
    }

    public async Task SendAsync(params byte[][] frames)
    {
        foreach (var frame in frames) await _stream.WriteAsync(frame, Test);
    }

    /// <summary>The next frame of a type. Others that come before it are kept for later questions.</summary>
    public Task<PeerFrame> NextAsync(params byte[] types) => NextAsync(f => types.Contains(f.Type));

    private async Task<PeerFrame> NextAsync(Predicate<PeerFrame> wanted)
    {
        var kept = _skipped.FindIndex(wanted);
        if (kept >= 0)
        {
            var frame = _skipped[kept];
            _skipped.RemoveAt(kept);
            return frame;
        }

        while (true)
        {
            var frame = await _frames.Reader.ReadAsync(Test).AsTask().WaitAsync(TimeSpan.FromSeconds(20), Test);
            if (wanted(frame)) return frame;
            _skipped.Add(frame);
        }
    }

    /// <summary>The next request. Its header block passes through a decoder with the table that this peer announced.</summary>
    public async Task<PeerRequest> RequestAsync()
    {
        var head = await NextAsync(PeerFrame.Headers);
        var headers = PeerRequest.Decode(_decoder, head.Payload);
        if (head.EndStream) return new PeerRequest(head.Stream, headers, []);
        var data = await NextAsync(PeerFrame.Data);
        Assert.Equal(head.Stream, data.Stream);
        Assert.True(data.EndStream);
        return new PeerRequest(head.Stream, headers, data.Payload);
    }

    public async Task<PeerRequest[]> RequestsAsync(int count)
    {
        var requests = new PeerRequest[count];
        for (var i = 0; i < count; i++) requests[i] = await RequestAsync();
        return requests;
    }

    /// <summary>Changes the limit of this peer's HPACK table and waits until the client has applied it.</summary>
    public async Task SetTableSizeAsync(int size)
    {
        await SendAsync(Wire.Settings($"0001{size:x8}"));
        await AcknowledgedAsync();
        _decoder.SetTableLimit(size);
    }

    /// <summary>The client has applied our SETTINGS, and all that we sent before.</summary>
    public async Task AcknowledgedAsync()
    {
        await NextAsync(f => f.Type == PeerFrame.Settings && f.Flags == Wire.Ack);
    }

    /// <summary>The client has handled all that we sent: it answers a PING in order.</summary>
    public async Task HandledAsync()
    {
        await SendAsync(Wire.Ping("5151515151515151"));
        await NextAsync(f => f.Type == PeerFrame.Ping && f.Flags == Wire.Ack);
    }

    /// <summary>Frames of a type that came and were not asked for.</summary>
    public async Task<List<PeerFrame>> SeenAsync(byte type)
    {
        await HandledAsync();
        var seen = _skipped.Where(f => f.Type == type).ToList();
        _skipped.RemoveAll(f => f.Type == type);
        return seen;
    }

    /// <summary>From now on the client's bytes stay where they are.</summary>
    public async Task StopReadingAsync()
    {
        _stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _paused = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        // The read that is under way has to end first.
        await SendAsync(Wire.Ping());
        await _stopped.Task;
    }

    public void GoOnReading()
    {
        var paused = _paused;
        _paused = null;
        paused?.TrySetResult();
    }

    public void Close() => _stream.EndWriting();

    public void Reset() => _stream.Reset();

    public async ValueTask DisposeAsync()
    {
        _stream.Reset();
        GoOnReading();
        await _reading;
        await _stream.DisposeAsync();
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[256 * 1024];
        var (length, prefaceRead) = (0, false);
        try
        {
            while (true)
            {
                if (_paused is { } paused)
                {
                    _stopped!.TrySetResult();
                    await paused.Task;
                }

                var read = await _stream.ReadAsync(buffer.AsMemory(length));
                if (read == 0) break;
                length += read;
                var at = 0;
                if (!prefaceRead)
                {
                    if (length < 24) continue;
                    (Preface, prefaceRead, at) = (buffer[..24], true, 24);
                }

                for (var frame = Take(buffer, at, length); frame is not null; frame = Take(buffer, at, length))
                {
                    at += 9 + frame.Payload.Length;
                    _frames.Writer.TryWrite(frame);
                }

                buffer.AsSpan(at, length - at).CopyTo(buffer);
                length -= at;
            }
        }
        catch (Exception e) when (e is IOException or InvalidOperationException)
        {
            // The test is over.
        }

        _frames.Writer.TryComplete();
    }

    private static PeerFrame? Take(byte[] buffer, int at, int length)
    {
        if (length - at < 9) return null;
        var size = BinaryPrimitives.ReadInt32BigEndian(buffer.AsSpan(at)) >>> 8;
        if (length - at - 9 < size) return null;
        var stream = BinaryPrimitives.ReadInt32BigEndian(buffer.AsSpan(at + 5)) & int.MaxValue;
        return new PeerFrame(buffer[at + 3], buffer[at + 4], stream, buffer[(at + 9)..(at + 9 + size)]);
    }
}
