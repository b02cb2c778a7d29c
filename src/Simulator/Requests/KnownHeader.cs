namespace Push.Simulator.Requests;

/// <summary>The header fields that the rules look at.</summary>
internal enum KnownHeader
{
    Other = -1,
    Method,
    Path,
    Authorization,
    Topic,
    PushType,
    Id,
    Expiration,
    Priority,
    CollapseId,
    ChannelId,
    Count,
}

/// <summary>Finds a known header by its name, by length first: no hashing on the way of every request.</summary>
internal static class KnownHeaders
{
    public static KnownHeader Find(ReadOnlySpan<byte> name) => name.Length switch
    {
        5 when name.SequenceEqual(":path"u8) => KnownHeader.Path,
        7 when name.SequenceEqual("apns-id"u8) => KnownHeader.Id,
        7 when name.SequenceEqual(":method"u8) => KnownHeader.Method,
        10 when name.SequenceEqual("apns-topic"u8) => KnownHeader.Topic,
        13 when name.SequenceEqual("authorization"u8) => KnownHeader.Authorization,
        13 when name.SequenceEqual("apns-priority"u8) => KnownHeader.Priority,
        14 when name.SequenceEqual("apns-push-type"u8) => KnownHeader.PushType,
        15 when name.SequenceEqual("apns-channel-id"u8) => KnownHeader.ChannelId,
        15 when name.SequenceEqual("apns-expiration"u8) => KnownHeader.Expiration,
        16 when name.SequenceEqual("apns-collapse-id"u8) => KnownHeader.CollapseId,
        _ => KnownHeader.Other,
    };
}
