using System.Buffers;
using System.Buffers.Binary;
using Push.Http2.Errors;
using Push.Http2.Floods;
using Push.Http2.Hpack;
using Push.Http2.Settings;
using Push.Http2.Streams;

namespace Push.Http2.Frames;

/// <summary>
/// Reads the frames of one connection, checks every rule that needs no table of streams, decodes field blocks, and
/// tells an <see cref="IFrameHandler"/>. Used from one thread at a time; allocates nothing in the steady state.
/// </summary>
/// <remarks>Fed by a role's read loop with all the bytes it has; the handler is the role itself.</remarks>
public sealed class FrameReader
{
    private readonly IFrameHandler _handler;
    private readonly HpackDecoder _decoder;
    private readonly StreamIds _streams;
    private readonly HeaderBlockAssembler _open;
    private readonly int _maxFrameSize;
    private readonly bool _isServer;
    private byte[] _straddling = [];
    private bool _settingsSeen;
    private int _lastGoAway = StreamIds.Last;

    /// <summary>Makes the reader of a new connection.</summary>
    /// <param name="options">Limits.</param>
    /// <param name="decoder">The connection's decoder.</param>
    /// <param name="streams">The connection's stream ids, which also say which side this is.</param>
    /// <param name="handler">Who is told.</param>
    public FrameReader(FrameReaderOptions options, HpackDecoder decoder, StreamIds streams, IFrameHandler handler)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxFrameSize, FrameHeader.DefaultMaxLength);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.MaxFrameSize, FrameHeader.LargestMaxLength);
        (_decoder, _streams, _handler) = (decoder, streams, handler);
        _maxFrameSize = options.MaxFrameSize;
        _isServer = streams.Role == Http2Role.Server;
        Floods = new(options.Floods, options.Time, streams);
        _open = new(Floods);
    }

    /// <summary>What the peer may do at no cost to itself; a role reports to it what only it sees.</summary>
    public FloodGuard Floods { get; }

    /// <summary>Handles every complete frame in the buffer.</summary>
    /// <param name="buffer">All that was received and not consumed; a server takes the preface off first.</param>
    /// <returns>The position after the last complete frame; what is behind it comes again, with more.</returns>
    /// <exception cref="Http2ConnectionException">The connection has to end.</exception>
    public SequencePosition Read(in ReadOnlySequence<byte> buffer)
    {
        if (buffer.IsSingleSegment) return buffer.GetPosition(Read(buffer.FirstSpan));
        var rest = buffer;
        while (rest.Length >= FrameHeader.Size)
        {
            var consumed = Read(rest.FirstSpan);
            if (consumed == 0 && !rest.IsSingleSegment) consumed = ReadStraddling(rest);
            if (consumed == 0) break;
            rest = rest.Slice(consumed);
        }

        return rest.Start;
    }

    /// <summary>Handles every complete frame in the buffer.</summary>
    /// <param name="buffer">As for the other overload.</param>
    /// <returns>Bytes consumed.</returns>
    /// <exception cref="Http2ConnectionException">The connection has to end.</exception>
    public int Read(ReadOnlySpan<byte> buffer)
    {
        var consumed = 0;
        while (buffer.Length - consumed >= FrameHeader.Size)
        {
            var header = FrameHeader.Read(buffer[consumed..]);
            var length = CheckLength(header);
            if (buffer.Length - consumed - FrameHeader.Size < length) break;
            var payload = buffer.Slice(consumed + FrameHeader.Size, length);
            consumed += FrameHeader.Size + length;
            Dispatch(header, payload);
        }

        return consumed;
    }

    // The first segment ends within the first frame: joins what belongs to it.
    private int ReadStraddling(in ReadOnlySequence<byte> buffer)
    {
        Span<byte> start = stackalloc byte[FrameHeader.Size];
        buffer.Slice(0, FrameHeader.Size).CopyTo(start);
        var size = FrameHeader.Size + CheckLength(FrameHeader.Read(start));
        if (buffer.Length < size) return 0;
        if (_straddling.Length < size) _straddling = new byte[Math.Max(size, 1024)];
        buffer.Slice(0, size).CopyTo(_straddling);
        return Read(_straddling.AsSpan(0, size));
    }

    // Told from the header alone, so that a payload that is too large never has to be kept.
    private int CheckLength(FrameHeader header)
    {
        if (header.Length > _maxFrameSize)
            Fail(Http2ErrorCode.FrameSizeError, "A frame is larger than SETTINGS_MAX_FRAME_SIZE");
        return header.Length;
    }

    private void Dispatch(FrameHeader header, ReadOnlySpan<byte> payload)
    {
        if (!_settingsSeen) CheckFirst(header);
        if (_open.StreamId != 0 && (header.Type != FrameType.Continuation || header.StreamId != _open.StreamId))
            Fail(Http2ErrorCode.ProtocolError, "A field block is interrupted by another frame");
        switch (header.Type)
        {
            case FrameType.Headers:
                ReadHeaders(header, payload);
                break;
            case FrameType.Data:
                ReadData(header, payload);
                break;
            case FrameType.WindowUpdate:
                ReadWindowUpdate(header, payload);
                break;
            case FrameType.RstStream:
                ReadRstStream(header, payload);
                break;
            case FrameType.Settings:
                ReadSettings(header, payload);
                break;
            case FrameType.Ping:
                ReadPing(header, payload);
                break;
            case FrameType.GoAway:
                ReadGoAway(header, payload);
                break;
            case FrameType.Continuation:
                ReadContinuation(header, payload);
                break;
            case FrameType.Priority:
                ReadPriority(header, payload);
                break;
            case FrameType.PushPromise:
                Fail(Http2ErrorCode.ProtocolError, "PUSH_PROMISE, though push is disabled");
                break;
            default:
                Floods.OnIdleFrame();
                break;
        }
    }

    // APNs closes some connections with GOAWAY and its reason before it has sent SETTINGS; the reason is worth more
    // than the rule (RFC 9113 §3.4).
    private void CheckFirst(FrameHeader header)
    {
        if (header.Type == FrameType.GoAway) return;
        if (header.Type != FrameType.Settings || header.Has(FrameFlags.Ack))
            Fail(Http2ErrorCode.ProtocolError, "The first frame is not SETTINGS");
        _settingsSeen = true;
    }

    private void ReadData(FrameHeader header, ReadOnlySpan<byte> payload)
    {
        CheckOpened(header);
        var data = header.Has(FrameFlags.Padded) ? StripPadding(payload) : payload;
        var endStream = header.Has(FrameFlags.EndStream);
        if (!data.IsEmpty) Floods.OnUsefulFrame();
        else if (!endStream) Floods.OnIdleFrame();
        _handler.OnData(header.StreamId, data, payload.Length, endStream);
    }

    private void ReadHeaders(FrameHeader header, ReadOnlySpan<byte> payload)
    {
        var opens = _isServer && (header.StreamId & 1) == 1 && _streams.Accept(header.StreamId);
        if (!opens) CheckOpened(header);
        if (header.Has(FrameFlags.Padded)) payload = StripPadding(payload);
        if (header.Has(FrameFlags.Priority))
        {
            if (payload.Length < 5) Fail(Http2ErrorCode.FrameSizeError, "HEADERS is too short for its priority");
            payload = payload[5..];
        }

        var endStream = header.Has(FrameFlags.EndStream);
        if (header.Has(FrameFlags.EndHeaders)) ReadBlock(header.StreamId, endStream, opens, payload);
        else _open.Begin(header.StreamId, endStream, opens, payload);
    }

    private void ReadContinuation(FrameHeader header, ReadOnlySpan<byte> payload)
    {
        if (_open.StreamId == 0) Fail(Http2ErrorCode.ProtocolError, "CONTINUATION without an open field block");
        _open.Add(payload);
        if (!header.Has(FrameFlags.EndHeaders)) return;
        ReadBlock(_open.StreamId, _open.EndStream, _open.OpensStream, _open.Block);
        _open.End();
    }

    private void ReadBlock(int streamId, bool endStream, bool opensStream, ReadOnlySpan<byte> block)
    {
        Floods.OnUsefulFrame();
        var fields = _decoder.Open(block);
        if (fields.TableSizeUpdates > 0) Floods.OnTableSizeUpdates(fields.TableSizeUpdates);
        _handler.OnHeadersBegin(streamId, endStream, opensStream);
        while (fields.Next(out var name, out var value)) _handler.OnHeader(streamId, name, value);
        if (!fields.IsTooLarge) _handler.OnHeadersEnd(streamId, endStream);
        else StreamError(streamId, Http2ErrorCode.EnhanceYourCalm, "The header list is too large");
    }

    private void ReadPriority(FrameHeader header, ReadOnlySpan<byte> payload)
    {
        if (header.StreamId == 0) Fail(Http2ErrorCode.ProtocolError, "PRIORITY on stream 0");
        Floods.OnIdleFrame();
        if (payload.Length == 5) return;
        if (_streams.IsIdle(header.StreamId)) Fail(Http2ErrorCode.FrameSizeError, "PRIORITY is not 5 bytes");
        StreamError(header.StreamId, Http2ErrorCode.FrameSizeError, "PRIORITY is not 5 bytes");
    }

    private void ReadRstStream(FrameHeader header, ReadOnlySpan<byte> payload)
    {
        CheckOpened(header);
        if (payload.Length != 4) Fail(Http2ErrorCode.FrameSizeError, "RST_STREAM is not 4 bytes");
        Floods.OnReset();
        _handler.OnReset(header.StreamId, (Http2ErrorCode)BinaryPrimitives.ReadUInt32BigEndian(payload));
    }

    private void ReadSettings(FrameHeader header, ReadOnlySpan<byte> payload)
    {
        if (header.StreamId != 0) Fail(Http2ErrorCode.ProtocolError, "SETTINGS on a stream");
        if (payload.Length % Http2Setting.Size != 0)
            Fail(Http2ErrorCode.FrameSizeError, "SETTINGS has a broken length");
        Floods.OnSettings();
        if (!header.Has(FrameFlags.Ack))
        {
            _handler.OnSettings(new(payload));
            return;
        }

        if (!payload.IsEmpty) Fail(Http2ErrorCode.FrameSizeError, "An acknowledgement of SETTINGS is not empty");
        _handler.OnSettingsAck();
    }

    private void ReadPing(FrameHeader header, ReadOnlySpan<byte> payload)
    {
        if (header.StreamId != 0) Fail(Http2ErrorCode.ProtocolError, "PING on a stream");
        if (payload.Length != 8) Fail(Http2ErrorCode.FrameSizeError, "PING is not 8 bytes");
        Floods.OnPing();
        _handler.OnPing(BinaryPrimitives.ReadUInt64BigEndian(payload), header.Has(FrameFlags.Ack));
    }

    private void ReadGoAway(FrameHeader header, ReadOnlySpan<byte> payload)
    {
        if (header.StreamId != 0) Fail(Http2ErrorCode.ProtocolError, "GOAWAY on a stream");
        if (payload.Length < 8) Fail(Http2ErrorCode.FrameSizeError, "GOAWAY is shorter than 8 bytes");
        Floods.OnPing();
        var last = (int)(BinaryPrimitives.ReadUInt32BigEndian(payload) & StreamIds.Last);
        if (last > _lastGoAway) Fail(Http2ErrorCode.ProtocolError, "GOAWAY raises the last stream id");
        _lastGoAway = last;
        _handler.OnGoAway(last, (Http2ErrorCode)BinaryPrimitives.ReadUInt32BigEndian(payload[4..]), payload[8..]);
    }

    private void ReadWindowUpdate(FrameHeader header, ReadOnlySpan<byte> payload)
    {
        if (header.StreamId != 0) CheckOpened(header);
        if (payload.Length != 4) Fail(Http2ErrorCode.FrameSizeError, "WINDOW_UPDATE is not 4 bytes");
        Floods.OnIdleFrame();
        var increment = (int)(BinaryPrimitives.ReadUInt32BigEndian(payload) & int.MaxValue);
        if (increment > 0) _handler.OnWindowUpdate(header.StreamId, increment);
        else if (header.StreamId == 0) Fail(Http2ErrorCode.ProtocolError, "WINDOW_UPDATE of 0 on the connection");
        else StreamError(header.StreamId, Http2ErrorCode.ProtocolError, "WINDOW_UPDATE of 0");
    }

    private void CheckOpened(FrameHeader header)
    {
        if (header.StreamId == 0) Fail(Http2ErrorCode.ProtocolError, "A frame of a stream on stream 0");
        if (_streams.IsIdle(header.StreamId)) Fail(Http2ErrorCode.ProtocolError, "A frame on an idle stream");
    }

    private void StreamError(int streamId, Http2ErrorCode code, string why)
    {
        Floods.OnReset();
        _handler.OnStreamError(streamId, code, why);
    }

    private static ReadOnlySpan<byte> StripPadding(ReadOnlySpan<byte> payload)
    {
        if (payload.IsEmpty) Fail(Http2ErrorCode.FrameSizeError, "A padded frame has no padding length");
        var length = payload.Length - 1 - payload[0];
        if (length < 0) Fail(Http2ErrorCode.ProtocolError, "Padding is longer than its frame");
        return payload.Slice(1, length);
    }

    private static void Fail(Http2ErrorCode code, string why) => Http2ConnectionException.Throw(code, why);
}
