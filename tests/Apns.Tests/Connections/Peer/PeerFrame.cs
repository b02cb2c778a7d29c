using System.Buffers.Binary;

namespace Push.Apns.Tests.Connections;

/// <summary>A frame as the client wrote it, taken apart by hand.</summary>
internal sealed record PeerFrame(byte Type, byte Flags, int Stream, byte[] Payload)
{
    public const byte Data = 0, Headers = 1, RstStream = 3, Settings = 4, Ping = 6, GoAway = 7, WindowUpdate = 8;

    public bool EndStream => (Flags & 1) != 0;

    /// <summary>The error code of RST_STREAM; the increment of WINDOW_UPDATE.</summary>
    public uint Number => BinaryPrimitives.ReadUInt32BigEndian(Payload);

    /// <summary>The error code of GOAWAY.</summary>
    public uint GoAwayCode => BinaryPrimitives.ReadUInt32BigEndian(Payload.AsSpan(4));
}
