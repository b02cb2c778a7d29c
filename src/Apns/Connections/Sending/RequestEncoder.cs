using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Push.Http2.Frames;
using Push.Http2.Hpack;

namespace Push.Apns.Connections;

/// <summary>
/// Writes a notification as one HEADERS and one DATA frame straight into the buffer that goes to TLS. Headers that repeat
/// cost one byte; path and id are written as digits in place. Guarded by the connection's gate; allocates nothing per
/// notification.
/// </summary>
/// <remarks>Called by <see cref="RequestFiller"/>.</remarks>
internal sealed class RequestEncoder
{
    /// <summary>Frame size, and so payload size, that every peer takes (RFC 9113 section 4.2): four times what Apple takes.</summary>
    public const int MaxPayload = FrameHeader.DefaultMaxLength;

    /// <summary>The most bytes of one request: two frames.</summary>
    public const int MaxRequest = 2 * (FrameHeader.Size + FrameHeader.DefaultMaxLength);

    private const int IdLength = 36;
    private const int MaxSeconds = 20;
    private readonly bool _indexAuthorization;
    private readonly RepeatedField _method;
    private readonly RepeatedField _scheme;
    private readonly RepeatedField _authority;
    private readonly RepeatedValues _topics;
    private readonly RepeatedValues _pushTypes;
    private readonly RepeatedValues _priorities;
    private ProviderToken? _token;
    private RepeatedField? _authorization;
    private int _authorizationSize;

    public RequestEncoder(ApnsEndpoint endpoint, bool indexAuthorization)
    {
        _indexAuthorization = indexAuthorization;
        _method = Hpack.Repeat(HeaderNames.Method, "POST"u8);
        _scheme = Hpack.Repeat(HeaderNames.Scheme, "https"u8);
        var authority = endpoint.Port == ApnsEndpoint.DefaultPort ? endpoint.Host : endpoint.ToString();
        _authority = Hpack.Repeat(HeaderNames.Authority, Encoding.ASCII.GetBytes(authority), huffman: true);
        _topics = new RepeatedValues(Hpack, HeaderNames.Topic);
        _pushTypes = new RepeatedValues(Hpack, HeaderNames.PushType);
        _priorities = new RepeatedValues(Hpack, HeaderNames.Priority);
    }

    public HpackEncoder Hpack { get; } = new();

    private static ReadOnlySpan<byte> PathPrefix => "/3/device/"u8;

    /// <summary>The provider token of the requests that follow.</summary>
    public void Authorize(ProviderToken token)
    {
        if (ReferenceEquals(token, _token)) return;
        _token = token;
        _authorizationSize = HeaderNames.Authorization.ListSize(token.Authorization.Length);
        if (_indexAuthorization) _authorization = Hpack.Repeat(HeaderNames.Authorization, token.Authorization.Span);
    }

    public ContentFields Fields(NotificationContent content)
    {
        var size = _method.ListSize + _scheme.ListSize + _authority.ListSize + HeaderNames.Id.ListSize(IdLength);
        if (content.Topic is { } topic) size += HeaderNames.Topic.ListSize(Encoding.UTF8.GetByteCount(topic));
        if (content.PushType.Value is { } type) size += HeaderNames.PushType.ListSize(Encoding.UTF8.GetByteCount(type));
        if (content.Priority is not null) size += HeaderNames.Priority.ListSize(3);
        if (content.Expiration.EpochSeconds is not null) size += HeaderNames.Expiration.ListSize(MaxSeconds);
        if (content.Broadcast is { } broadcast)
            size += HeaderNames.ChannelId.ListSize(broadcast.ChannelId.Length) + HeaderNames.RequestId.ListSize(IdLength) + broadcast.Path.Length;
        if (content.CollapseId is { } collapse) size += HeaderNames.CollapseId.ListSize(Encoding.UTF8.GetByteCount(collapse));
        return new ContentFields(
            _topics.Find(content.Topic), _pushTypes.Find(content.PushType.Value), _priorities.Find(Digits(content.Priority)), size);
    }

    /// <summary>What the headers of a notification count against the peer's SETTINGS_MAX_HEADER_LIST_SIZE.</summary>
    public int ListSize(in ContentFields fields, DeviceToken token) =>
        fields.ListSize + _authorizationSize + HeaderNames.Path.ListSize(PathPrefix.Length + token.Bytes.Length * 2);

    /// <summary>Writes the request and says how long it is. <see cref="MaxRequest"/> bytes must be free.</summary>
    public int Write(Span<byte> destination, int streamId, NotificationContent content, in ContentFields fields, in Recipient recipient)
    {
        var payload = content.Payload.Span;
        var length = WriteHeaders(destination, streamId, content, fields, recipient, endStream: payload.IsEmpty);
        if (payload.IsEmpty) return length;
        payload.CopyTo(destination[(length + FrameHeader.Size)..]);
        return length + WriteDataHeader(destination[length..], streamId, payload.Length);
    }

    /// <summary>
    /// Fills the content's template for a recipient, behind the room that headers may need, where
    /// <see cref="WriteFilled"/> finds it: its length has to be known before anything of the request is written.
    /// <see cref="MaxRequest"/> bytes must be free.
    /// </summary>
    public TemplateRendering Fill(
        Span<byte> destination, NotificationContent content, in ContentFields fields, in Recipient recipient, ITemplateValues? values) =>
        content.Template!.Render(
            destination.Slice(FilledAt(fields, recipient), content.PushType.MaxPayload), values, recipient.Values.Span);

    /// <summary>Writes the request whose payload <see cref="Fill"/> has left in the same place.</summary>
    public int WriteFilled(
        Span<byte> destination, int streamId, NotificationContent content, in ContentFields fields, in Recipient recipient, int payload)
    {
        var length = WriteHeaders(destination, streamId, content, fields, recipient, endStream: false);
        destination.Slice(FilledAt(fields, recipient), payload).CopyTo(destination[(length + FrameHeader.Size)..]);
        return length + WriteDataHeader(destination[length..], streamId, payload);
    }

    // A block's encoding is never longer than its list size.
    private int FilledAt(in ContentFields fields, in Recipient recipient) =>
        2 * FrameHeader.Size + ListSize(fields, recipient.Token);

    private int WriteHeaders(
        Span<byte> destination, int streamId, NotificationContent content, in ContentFields fields, in Recipient recipient, bool endStream)
    {
        var block = Hpack.Begin(destination[FrameHeader.Size..]);
        block.Write(_method);
        block.Write(_scheme);
        block.Write(_authority);
        if (content.Broadcast is { } broadcast) WriteBroadcast(ref block, broadcast);
        else WritePath(ref block, recipient.Token.Bytes.Span);
        WriteAuthorization(ref block);
        var id = content.Broadcast is null ? HeaderNames.Id : HeaderNames.RequestId;
        Utf8Formatter.TryFormat(recipient.Id, block.ReserveLiteral(id, IdLength), out _, 'D');
        WriteContent(ref block, content, fields);
        var end = endStream ? FrameFlags.EndStream : FrameFlags.None;
        new FrameHeader(block.Length, FrameType.Headers, FrameFlags.EndHeaders | end, streamId).Write(destination);
        return FrameHeader.Size + block.Length;
    }

    private static int WriteDataHeader(Span<byte> destination, int streamId, int payload)
    {
        new FrameHeader(payload, FrameType.Data, FrameFlags.EndStream, streamId).Write(destination);
        return FrameHeader.Size + payload;
    }

    private static void WritePath(ref HeaderBlockWriter block, ReadOnlySpan<byte> token)
    {
        var path = block.ReserveLiteral(HeaderNames.Path, PathPrefix.Length + token.Length * 2);
        PathPrefix.CopyTo(path);
        Convert.TryToHexStringLower(token, path[PathPrefix.Length..], out _);
    }

    private static void WriteBroadcast(ref HeaderBlockWriter block, BroadcastTarget broadcast)
    {
        Encoding.ASCII.GetBytes(broadcast.Path, block.ReserveLiteral(HeaderNames.Path, broadcast.Path.Length));
        Encoding.ASCII.GetBytes(broadcast.ChannelId, block.ReserveLiteral(HeaderNames.ChannelId, broadcast.ChannelId.Length));
    }

    private void WriteAuthorization(ref HeaderBlockWriter block)
    {
        if (_authorization is { } indexed) block.Write(indexed);
        else if (_token is { } token) block.WriteNeverIndexed(HeaderNames.Authorization, token.Authorization.Span);
    }

    private static void WriteContent(ref HeaderBlockWriter block, NotificationContent content, in ContentFields fields)
    {
        Write(ref block, HeaderNames.Topic, fields.Topic, content.Topic);
        Write(ref block, HeaderNames.PushType, fields.PushType, content.PushType.Value);
        Write(ref block, HeaderNames.Priority, fields.Priority, fields.Priority is null ? Digits(content.Priority) : null);
        if (content.Expiration.EpochSeconds is { } seconds)
        {
            Span<byte> digits = stackalloc byte[MaxSeconds];
            Utf8Formatter.TryFormat(seconds, digits, out var length);
            block.WriteLiteral(HeaderNames.Expiration, digits[..length]);
        }

        if (content.CollapseId is { } collapse)
        {
            Encoding.UTF8.GetBytes(collapse, block.ReserveLiteral(HeaderNames.CollapseId, Encoding.UTF8.GetByteCount(collapse)));
        }
    }

    private static void Write(ref HeaderBlockWriter block, FieldName name, RepeatedField? repeated, string? value)
    {
        if (repeated is not null) block.Write(repeated);
        else if (value is not null)
            Encoding.UTF8.GetBytes(value, block.ReserveLiteral(name, Encoding.UTF8.GetByteCount(value)));
    }

    private static string? Digits(byte? priority) => priority switch
    {
        null => null,
        10 => "10",
        5 => "5",
        1 => "1",
        { } other => other.ToString(CultureInfo.InvariantCulture),
    };
}
