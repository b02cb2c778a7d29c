using System.Buffers.Binary;
using System.Collections.Concurrent;
using Push.Http2.Hpack;

namespace Push.Apns.Tests.Connections;

/// <summary>
/// A peer that answers, refuses, resets, ignores and leaves at random, and keeps a record of what it did with each
/// <c>apns-id</c>. Its frames are put together by hand.
/// </summary>
internal sealed class ChaosPeer : IAsyncDisposable
{
    private readonly MemoryDuplex _stream;
    private readonly Random _chance;
    private readonly HpackDecoder _decoder = new();
    private readonly Task _running;
    private readonly int _leaveAfter;
    private readonly List<byte> _out = [];
    private readonly Dictionary<int, Guid> _open = [];
    private int _requests;

    /// <param name="stream">This peer's end.</param>
    /// <param name="seed">Of its mood.</param>
    /// <param name="leaveAfter">After so many requests it sends GOAWAY, or just goes.</param>
    public ChaosPeer(MemoryDuplex stream, int seed, int leaveAfter)
    {
        (_stream, _chance, _leaveAfter) = (stream, new Random(seed), leaveAfter);
        _running = RunAsync();
    }

    /// <summary>What became of each request that arrived whole.</summary>
    public ConcurrentDictionary<Guid, string> Record { get; } = new();

    public async ValueTask DisposeAsync()
    {
        _stream.Reset();
        await _running;
        await _stream.DisposeAsync();
    }

    private async Task RunAsync()
    {
        var buffer = new byte[256 * 1024];
        var (length, skipped) = (0, false);
        try
        {
            _out.AddRange(Wire.Settings("0003000007d0"));
            _out.AddRange(Wire.Settings(flags: Wire.Ack));
            _out.AddRange(Wire.WindowUpdate(0, 1 << 30));
            while (_requests < _leaveAfter)
            {
                if (_out.Count > 0) await _stream.WriteAsync(_out.ToArray());
                _out.Clear();
                var read = await _stream.ReadAsync(buffer.AsMemory(length));
                if (read == 0) return;
                length += read;
                var at = skipped || length < 24 ? 0 : 24;
                skipped |= at > 0;
                while (length - at >= 9)
                {
                    var size = BinaryPrimitives.ReadInt32BigEndian(buffer.AsSpan(at)) >>> 8;
                    if (length - at - 9 < size) break;
                    Handle(buffer.AsSpan(at, 9 + size));
                    at += 9 + size;
                }

                buffer.AsSpan(at, length - at).CopyTo(buffer);
                length -= at;
            }

            await LeaveAsync();
        }
        catch (Exception e) when (e is IOException or InvalidOperationException)
        {
            // The connection is over.
        }
    }

    private void Handle(ReadOnlySpan<byte> frame)
    {
        var stream = BinaryPrimitives.ReadInt32BigEndian(frame[5..]) & int.MaxValue;
        switch (frame[3])
        {
            case PeerFrame.Headers:
                var headers = PeerRequest.Decode(_decoder, frame[9..]);
                _open[stream] = Guid.Parse(headers.Single(h => h.Item1 == "apns-id").Item2);
                break;
            case PeerFrame.Data:
                _requests++;
                Answer((uint)stream, _open[stream]);
                break;
            case PeerFrame.RstStream:
                _open.Remove(stream);
                break;
            case PeerFrame.Ping when frame[4] == 0:
                _out.AddRange(Wire.Ping(Hex.Of(frame[9..]), Wire.Ack));
                break;
        }
    }

    private void Answer(uint stream, Guid id)
    {
        var mood = _chance.Next(100);
        (var what, byte[][] frames) = mood switch
        {
            < 55 => ("200", [Wire.Headers(stream, Wire.EndHeaders | Wire.EndStream, Block.Ok)]),
            < 65 => ("400", [Wire.Headers(stream, Wire.EndHeaders, Block.BadRequest), Wire.Data(stream, Wire.EndStream, Block.Digits("""{"reason":"BadTopic"}"""))]),
            < 70 => ("400", new[] { Wire.Headers(stream, Wire.EndHeaders, Block.BadRequest), Wire.RstStream(stream, 8) }),
            < 80 => ("refused", [Wire.RstStream(stream, 7)]),
            < 88 => ("reset", [Wire.RstStream(stream, 2)]),
            < 92 => ("200", [Wire.Headers(stream, Wire.EndHeaders, Block.Ok)]),
            _ => ("ignored", Array.Empty<byte[]>()),
        };
        Record[id] = what;
        if (what != "ignored") _open.Remove((int)stream);
        foreach (var one in frames) _out.AddRange(one);
    }

    private async Task LeaveAsync()
    {
        // Streams above the last one are declared untouched: those that are still open may be.
        var last = _open.Count > 0 && _chance.Next(3) > 0 ? _open.Keys.Order().ElementAt(_open.Count / 2) : int.MaxValue;
        if (_chance.Next(4) > 0)
        {
            foreach (var (stream, id) in _open)
                if (stream > last) Record[id] = "goaway";
            _out.AddRange(Wire.GoAway((uint)last, 0));
        }

        await _stream.WriteAsync(_out.ToArray());
        _stream.EndWriting();
    }
}
