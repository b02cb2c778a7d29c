using System.Buffers.Binary;

namespace Push.Http2.Frames;

/// <summary>The nine bytes before each frame's payload (RFC 9113 §4.1).</summary>
/// <param name="Length">Bytes of payload, 0 to 2^24-1.</param>
/// <param name="Type">The type, known or not.</param>
/// <param name="Flags">The flags, known or not.</param>
/// <param name="StreamId">The stream, 0 for the connection. The reserved bit is dropped.</param>
public readonly record struct FrameHeader(int Length, FrameType Type, FrameFlags Flags, int StreamId)
{
    /// <summary>Bytes of a frame header.</summary>
    public const int Size = 9;

    /// <summary>The largest payload that every endpoint takes, and the first value of
    /// SETTINGS_MAX_FRAME_SIZE.</summary>
    public const int DefaultMaxLength = 16_384;

    /// <summary>The largest payload there can be, and the largest SETTINGS_MAX_FRAME_SIZE: 2^24-1.</summary>
    public const int LargestMaxLength = (1 << 24) - 1;

    /// <summary>Whether all of these flags are set.</summary>
    public bool Has(FrameFlags flags) => (Flags & flags) == flags;

    /// <summary>Reads a header.</summary>
    /// <param name="source">At least <see cref="Size"/> bytes.</param>
    public static FrameHeader Read(ReadOnlySpan<byte> source)
    {
        var streamId = BinaryPrimitives.ReadUInt32BigEndian(source[5..]) & 0x7fff_ffff;
        var lengthAndType = BinaryPrimitives.ReadUInt32BigEndian(source);
        return new((int)(lengthAndType >> 8), (FrameType)(byte)lengthAndType, (FrameFlags)source[4], (int)streamId);
    }

    /// <summary>Writes the header.</summary>
    /// <param name="destination">At least <see cref="Size"/> bytes.</param>
    public void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt32BigEndian(destination[5..], (uint)StreamId);
        BinaryPrimitives.WriteUInt32BigEndian(destination, ((uint)Length << 8) | (byte)Type);
        destination[4] = (byte)Flags;
    }
}
