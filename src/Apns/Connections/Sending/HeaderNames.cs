using Push.Http2.Hpack;

namespace Push.Apns.Connections;

/// <summary>The header names of a device push (Apple, "Sending notification requests to APNs").</summary>
internal static class HeaderNames
{
    public static readonly FieldName Method = FieldName.Of(":method"u8);
    public static readonly FieldName Scheme = FieldName.Of(":scheme"u8);
    public static readonly FieldName Authority = FieldName.Of(":authority"u8);
    public static readonly FieldName Path = FieldName.Of(":path"u8);
    public static readonly FieldName Authorization = FieldName.Of("authorization"u8);
    public static readonly FieldName Id = FieldName.Of("apns-id"u8, huffman: true);
    public static readonly FieldName Topic = FieldName.Of("apns-topic"u8);
    public static readonly FieldName PushType = FieldName.Of("apns-push-type"u8);
    public static readonly FieldName Priority = FieldName.Of("apns-priority"u8);
    public static readonly FieldName Expiration = FieldName.Of("apns-expiration"u8, huffman: true);
    public static readonly FieldName RequestId = FieldName.Of("apns-request-id"u8, huffman: true);
    public static readonly FieldName ChannelId = FieldName.Of("apns-channel-id"u8);
    public static readonly FieldName CollapseId = FieldName.Of("apns-collapse-id"u8, huffman: true);
}
