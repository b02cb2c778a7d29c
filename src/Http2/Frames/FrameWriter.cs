using System.Buffers;
using System.Buffers.Binary;
using Push.Http2.Errors;
using Push.Http2.Settings;

namespace Push.Http2.Frames;

/// <summary>
/// Writes frames. The overloads on spans return the bytes written and are for writers that place many frames in one
/// buffer; those on a writer advance it. Nothing here waits, checks windows, or knows streams.
/// </summary>
public static class FrameWriter
{
    /// <summary>Bytes of an RST_STREAM or WINDOW_UPDATE frame.</summary>
    public const int ShortFrameSize = FrameHeader.Size + 4;

    /// <summary>Bytes of a PING frame.</summary>
    public const int PingSize = FrameHeader.Size + 8;

    /// <summary>Writes DATA as one frame, header and content.</summary>
    /// <param name="destination">9 bytes more than the content.</param>
    /// <param name="streamId">The stream.</param>
    /// <param name="data">At most the peer's SETTINGS_MAX_FRAME_SIZE.</param>
    /// <param name="endStream">Our side of the stream ends.</param>
    public static int WriteData(Span<byte> destination, int streamId, ReadOnlySpan<byte> data, bool endStream)
    {
        var flags = endStream ? FrameFlags.EndStream : FrameFlags.None;
        new FrameHeader(data.Length, FrameType.Data, flags, streamId).Write(destination);
        data.CopyTo(destination[FrameHeader.Size..]);
        return FrameHeader.Size + data.Length;
    }

    /// <summary>Writes DATA, in as many frames as the peer's frame size asks for; one, if there is no
    /// content.</summary>
    public static void WriteData<TWriter>(
        TWriter writer, int streamId, ReadOnlySpan<byte> data, bool endStream, int maxFrameSize)
        where TWriter : IBufferWriter<byte>
    {
        do
        {
            var part = data[..Math.Min(data.Length, maxFrameSize)];
            data = data[part.Length..];
            var last = endStream && data.IsEmpty;
            writer.Advance(WriteData(writer.GetSpan(FrameHeader.Size + part.Length), streamId, part, last));
        }
        while (!data.IsEmpty);
    }

    /// <summary>Writes the header of a HEADERS frame that holds its whole field block; the block follows it.</summary>
    /// <param name="destination">9 bytes.</param>
    /// <param name="streamId">The stream.</param>
    /// <param name="blockLength">At most the peer's SETTINGS_MAX_FRAME_SIZE.</param>
    /// <param name="endStream">Our side of the stream ends.</param>
    public static int WriteHeadersHeader(Span<byte> destination, int streamId, int blockLength, bool endStream)
    {
        var flags = endStream ? FrameFlags.EndHeaders | FrameFlags.EndStream : FrameFlags.EndHeaders;
        new FrameHeader(blockLength, FrameType.Headers, flags, streamId).Write(destination);
        return FrameHeader.Size;
    }

    /// <summary>Writes a field block as HEADERS and as many CONTINUATION frames as the peer's frame size asks
    /// for.</summary>
    public static void WriteHeaders<TWriter>(
        TWriter writer, int streamId, ReadOnlySpan<byte> block, bool endStream, int maxFrameSize)
        where TWriter : IBufferWriter<byte>
    {
        var type = FrameType.Headers;
        var flags = endStream ? FrameFlags.EndStream : FrameFlags.None;
        do
        {
            var part = block[..Math.Min(block.Length, maxFrameSize)];
            block = block[part.Length..];
            if (block.IsEmpty) flags |= FrameFlags.EndHeaders;
            var span = writer.GetSpan(FrameHeader.Size + part.Length);
            new FrameHeader(part.Length, type, flags, streamId).Write(span);
            part.CopyTo(span[FrameHeader.Size..]);
            writer.Advance(FrameHeader.Size + part.Length);
            (type, flags) = (FrameType.Continuation, FrameFlags.None);
        }
        while (!block.IsEmpty);
    }

    /// <summary>Writes SETTINGS with these parameters, in order.</summary>
    public static int WriteSettings(Span<byte> destination, ReadOnlySpan<Http2Setting> settings)
    {
        var length = settings.Length * Http2Setting.Size;
        new FrameHeader(length, FrameType.Settings, FrameFlags.None, 0).Write(destination);
        var at = FrameHeader.Size;
        foreach (var (id, value) in settings)
        {
            BinaryPrimitives.WriteUInt16BigEndian(destination[at..], (ushort)id);
            BinaryPrimitives.WriteUInt32BigEndian(destination[(at + 2)..], value);
            at += Http2Setting.Size;
        }

        return at;
    }

    /// <summary>Writes SETTINGS with these parameters, in order.</summary>
    public static void WriteSettings<TWriter>(TWriter writer, ReadOnlySpan<Http2Setting> settings)
        where TWriter : IBufferWriter<byte>
    {
        var length = FrameHeader.Size + (settings.Length * Http2Setting.Size);
        writer.Advance(WriteSettings(writer.GetSpan(length), settings));
    }

    /// <summary>Writes the acknowledgement of SETTINGS: 9 bytes.</summary>
    public static int WriteSettingsAck(Span<byte> destination)
    {
        new FrameHeader(0, FrameType.Settings, FrameFlags.Ack, 0).Write(destination);
        return FrameHeader.Size;
    }

    /// <summary>Writes the acknowledgement of SETTINGS.</summary>
    public static void WriteSettingsAck<TWriter>(TWriter writer)
        where TWriter : IBufferWriter<byte> => writer.Advance(WriteSettingsAck(writer.GetSpan(FrameHeader.Size)));

    /// <summary>Writes PING, or the answer to one with its eight bytes: <see cref="PingSize"/> bytes.</summary>
    public static int WritePing(Span<byte> destination, ulong opaque, bool acknowledgement)
    {
        var flags = acknowledgement ? FrameFlags.Ack : FrameFlags.None;
        new FrameHeader(8, FrameType.Ping, flags, 0).Write(destination);
        BinaryPrimitives.WriteUInt64BigEndian(destination[FrameHeader.Size..], opaque);
        return PingSize;
    }

    /// <summary>Writes PING, or the answer to one with its eight bytes.</summary>
    public static void WritePing<TWriter>(TWriter writer, ulong opaque, bool acknowledgement)
        where TWriter : IBufferWriter<byte> =>
        writer.Advance(WritePing(writer.GetSpan(PingSize), opaque, acknowledgement));

    /// <summary>Writes GOAWAY: 17 bytes and the debug data.</summary>
    /// <param name="destination">The room for it.</param>
    /// <param name="lastStreamId">The highest stream of the peer that was or may be processed; it may only go down
    /// from one GOAWAY to the next.</param>
    /// <param name="code">Why.</param>
    /// <param name="debugData">Anything.</param>
    public static int WriteGoAway(
        Span<byte> destination, int lastStreamId, Http2ErrorCode code, ReadOnlySpan<byte> debugData)
    {
        new FrameHeader(8 + debugData.Length, FrameType.GoAway, FrameFlags.None, 0).Write(destination);
        BinaryPrimitives.WriteInt32BigEndian(destination[FrameHeader.Size..], lastStreamId);
        BinaryPrimitives.WriteUInt32BigEndian(destination[(FrameHeader.Size + 4)..], (uint)code);
        debugData.CopyTo(destination[(FrameHeader.Size + 8)..]);
        return FrameHeader.Size + 8 + debugData.Length;
    }

    /// <summary>Writes GOAWAY.</summary>
    public static void WriteGoAway<TWriter>(
        TWriter writer, int lastStreamId, Http2ErrorCode code, ReadOnlySpan<byte> debugData)
        where TWriter : IBufferWriter<byte> => writer.Advance(
            WriteGoAway(writer.GetSpan(FrameHeader.Size + 8 + debugData.Length), lastStreamId, code, debugData));

    /// <summary>Writes WINDOW_UPDATE: <see cref="ShortFrameSize"/> bytes.</summary>
    /// <param name="destination">The room for it.</param>
    /// <param name="streamId">0 for the connection.</param>
    /// <param name="increment">1 to 2^31-1.</param>
    public static int WriteWindowUpdate(Span<byte> destination, int streamId, int increment) =>
        WriteShort(destination, FrameType.WindowUpdate, streamId, (uint)increment);

    /// <summary>Writes WINDOW_UPDATE.</summary>
    public static void WriteWindowUpdate<TWriter>(TWriter writer, int streamId, int increment)
        where TWriter : IBufferWriter<byte> =>
        writer.Advance(WriteWindowUpdate(writer.GetSpan(ShortFrameSize), streamId, increment));

    /// <summary>Writes RST_STREAM: <see cref="ShortFrameSize"/> bytes.</summary>
    public static int WriteRstStream(Span<byte> destination, int streamId, Http2ErrorCode code) =>
        WriteShort(destination, FrameType.RstStream, streamId, (uint)code);

    /// <summary>Writes RST_STREAM.</summary>
    public static void WriteRstStream<TWriter>(TWriter writer, int streamId, Http2ErrorCode code)
        where TWriter : IBufferWriter<byte> =>
        writer.Advance(WriteRstStream(writer.GetSpan(ShortFrameSize), streamId, code));

    private static int WriteShort(Span<byte> destination, FrameType type, int streamId, uint value)
    {
        new FrameHeader(4, type, FrameFlags.None, streamId).Write(destination);
        BinaryPrimitives.WriteUInt32BigEndian(destination[FrameHeader.Size..], value);
        return ShortFrameSize;
    }
}
