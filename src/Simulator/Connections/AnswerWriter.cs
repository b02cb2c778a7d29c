using System.Buffers.Text;
using Push.Http2.Flow;
using Push.Http2.Frames;
using Push.Http2.Hpack;
using Push.Simulator.Requests;

namespace Push.Simulator.Connections;

/// <summary>Writes answers as HEADERS and, for rejections, DATA.</summary>
internal sealed class AnswerWriter(HpackEncoder encoder, bool uniqueIds)
{
    private const int MaxHead = 256;
    private const int MaxBody = 1024;

    private static readonly FieldName StatusName = FieldName.Of(":status"u8);
    private static readonly FieldName IdName = FieldName.Of("apns-id"u8);
    private static readonly FieldName UniqueIdName = FieldName.Of("apns-unique-id"u8);
    private static readonly FieldName RetryAfterName = FieldName.Of("retry-after"u8);

    private readonly RepeatedField _accepted = encoder.Repeat(StatusName, "200"u8);

    /// <summary>Writes the answer's header fields; without a body, the stream ends with them.</summary>
    public void WriteHead(OutputBuffer output, RequestStream stream)
    {
        Span<byte> free = output.GetSpan(FrameHeader.Size + MaxHead);
        HeaderBlockWriter block = encoder.Begin(free[FrameHeader.Size..]);
        if (stream.Answer.Refusal is { } refusal)
            block.WriteLiteral(StatusName, refusal.StatusText);
        else
            block.Write(_accepted);
        stream.IdText.CopyTo(block.ReserveLiteral(IdName, RequestStream.IdLength));
        if (uniqueIds)
            Guid.NewGuid().TryFormat(block.ReserveLiteral(UniqueIdName, RequestStream.IdLength), out _);
        if (stream.Answer.RetryAfter > 0)
        {
            Span<byte> digits = stackalloc byte[10];
            Utf8Formatter.TryFormat(stream.Answer.RetryAfter, digits, out int length);
            digits[..length].CopyTo(block.ReserveLiteral(RetryAfterName, length));
        }

        FrameFlags flags = stream.Answer.IsAccepted ? FrameFlags.EndHeaders | FrameFlags.EndStream : FrameFlags.EndHeaders;
        new FrameHeader(block.Length, FrameType.Headers, flags, stream.Id).Write(free);
        output.Advance(FrameHeader.Size + block.Length);
        stream.HasHead = true;
    }

    /// <summary>Writes as much of the body as both windows take; false while some is left.</summary>
    public static bool TryWriteBody(OutputBuffer output, RequestStream stream, ref SendWindow connection)
    {
        if (stream.Answer.IsAccepted)
            return true;
        Span<byte> body = stackalloc byte[MaxBody];
        ReadOnlySpan<byte> rest = body[stream.BodySent..FormatBody(body, stream.Answer)];
        int fits = Math.Min(rest.Length, Math.Min(stream.Window.Available, connection.Available));
        if (fits <= 0)
            return false;
        stream.Window.TryTake(fits);
        connection.TryTake(fits);
        stream.BodySent += fits;
        bool ends = fits == rest.Length;
        Span<byte> frame = output.GetSpan(FrameHeader.Size + fits);
        new FrameHeader(fits, FrameType.Data, ends ? FrameFlags.EndStream : FrameFlags.None, stream.Id).Write(frame);
        rest[..fits].CopyTo(frame[FrameHeader.Size..]);
        output.Advance(FrameHeader.Size + fits);
        return ends;
    }

    /// <summary><c>{"reason":"…"}</c>, with <c>"timestamp":ms</c> where there is one.</summary>
    private static int FormatBody(Span<byte> body, Answer answer)
    {
        ReadOnlySpan<byte> opening = answer.Refusal!.Opening;
        opening.CopyTo(body);
        int length = opening.Length;
        if (answer.Timestamp > 0)
        {
            ",\"timestamp\":"u8.CopyTo(body[length..]);
            length += ",\"timestamp\":"u8.Length;
            Utf8Formatter.TryFormat(answer.Timestamp, body[length..], out int digits);
            length += digits;
        }

        body[length++] = (byte)'}';
        return length;
    }
}
