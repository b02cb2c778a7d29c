using System.Buffers;
using Push.Http2.Errors;

namespace Push.Http2.Frames;

/// <summary>The 24 bytes a client sends before its SETTINGS (RFC 9113 §3.4).</summary>
public static class ConnectionPreface
{
    /// <summary>The client's preface.</summary>
    public static ReadOnlySpan<byte> Bytes => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8;

    /// <summary>Takes the preface off the front of what a server received.</summary>
    /// <param name="buffer">All that was received so far.</param>
    /// <param name="consumed">The position after the preface, or the start of the buffer.</param>
    /// <returns>False while more bytes are needed.</returns>
    /// <exception cref="Http2ConnectionException">The bytes are something else: PROTOCOL_ERROR. Told from the first
    /// wrong byte on.</exception>
    public static bool TryRead(in ReadOnlySequence<byte> buffer, out SequencePosition consumed)
    {
        Span<byte> seen = stackalloc byte[24];
        var length = (int)Math.Min(buffer.Length, Bytes.Length);
        buffer.Slice(0, length).CopyTo(seen);
        if (!seen[..length].SequenceEqual(Bytes[..length]))
            Http2ConnectionException.Throw(Http2ErrorCode.ProtocolError, "The client preface is not that of HTTP/2");
        var complete = length == Bytes.Length;
        consumed = complete ? buffer.GetPosition(length) : buffer.Start;
        return complete;
    }
}
