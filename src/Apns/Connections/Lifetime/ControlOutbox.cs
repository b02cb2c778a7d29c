using System.Buffers.Binary;
using Push.Http2.Errors;
using Push.Http2.Frames;
using Push.Http2.Settings;

namespace Push.Apns.Connections;

/// <summary>
/// Control frames that wait for the writer, which sends them before anything else. Small and bounded: a peer that makes
/// us answer faster than it reads fills it, and the connection ends. WINDOW_UPDATE is a sum and takes no room.
/// </summary>
internal sealed class ControlOutbox
{
    private const int Capacity = 4096;
    private const int MaxDebugData = 256;
    private readonly byte[] _frames = new byte[Capacity];
    private int _length;
    private int _preface;
    private int _windowIncrement;

    public bool IsEmpty => _length == 0 && _windowIncrement == 0;

    /// <summary>How many RST_STREAM frames can be added, with room left for answers to the peer.</summary>
    public int FreeForResets => Math.Max(0, (Capacity / 2 - _length) / (FrameHeader.Size + sizeof(uint)));

    /// <summary>Our side of the preface (RFC 9113 section 3.4): first of all that is ever written.</summary>
    public void AddPreface(ReadOnlySpan<Http2Setting> settings)
    {
        ConnectionPreface.Bytes.CopyTo(_frames);
        _length = ConnectionPreface.Bytes.Length;
        _length += FrameWriter.WriteSettings(_frames.AsSpan(_length), settings);
        _preface = _length;
    }

    public void AddSettingsAck() => Frame(FrameType.Settings, FrameFlags.Ack, 0, 0);

    public void AddPing(ulong opaque, bool acknowledgement) => BinaryPrimitives.WriteUInt64BigEndian(
        Frame(FrameType.Ping, acknowledgement ? FrameFlags.Ack : FrameFlags.None, 0, sizeof(ulong)), opaque);

    public void AddReset(int streamId, Http2ErrorCode code) => BinaryPrimitives.WriteUInt32BigEndian(
        Frame(FrameType.RstStream, FrameFlags.None, streamId, sizeof(uint)), (uint)code);

    /// <summary>Gives window of the connection back to the peer.</summary>
    public void AddWindow(int increment) => _windowIncrement += increment;

    /// <summary>GOAWAY ends everything: of what waited before it only our preface is worth sending.</summary>
    public void SetGoAway(Http2ErrorCode code, ReadOnlySpan<byte> debugData)
    {
        (_length, _windowIncrement) = (_preface, 0);
        var data = debugData[..Math.Min(debugData.Length, MaxDebugData)];
        var payload = Frame(FrameType.GoAway, FrameFlags.None, 0, 8 + data.Length);
        BinaryPrimitives.WriteInt32BigEndian(payload, 0); // The last stream of the peer's that we took: it may open none.
        BinaryPrimitives.WriteUInt32BigEndian(payload[4..], (uint)code);
        data.CopyTo(payload[8..]);
    }

    /// <summary>Moves all frames into the writer's empty buffer.</summary>
    public int Drain(Span<byte> destination)
    {
        if (_windowIncrement > 0)
        {
            // There is always room: frames are refused before the capacity less this one is reached.
            var increment = _windowIncrement;
            _windowIncrement = 0;
            BinaryPrimitives.WriteInt32BigEndian(Place(FrameType.WindowUpdate, FrameFlags.None, 0, sizeof(int)), increment);
        }

        _frames.AsSpan(0, _length).CopyTo(destination);
        var length = _length;
        _length = _preface = 0;
        return length;
    }

    private Span<byte> Frame(FrameType type, FrameFlags flags, int streamId, int payload)
    {
        if (_length + (2 * FrameHeader.Size) + payload + sizeof(int) > Capacity)
            throw new Http2ConnectionException(Http2ErrorCode.EnhanceYourCalm, "The peer sends faster than it reads our answers");
        return Place(type, flags, streamId, payload);
    }

    private Span<byte> Place(FrameType type, FrameFlags flags, int streamId, int payload)
    {
        new FrameHeader(payload, type, flags, streamId).Write(_frames.AsSpan(_length));
        var place = _frames.AsSpan(_length + FrameHeader.Size, payload);
        _length += FrameHeader.Size + payload;
        return place;
    }
}
