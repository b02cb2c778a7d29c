using Push.Apns;
using Push.Grains.Connections;

namespace Push.Grains.Broadcast;

/// <summary>What became of a request about channels.</summary>
/// <param name="Answer">How it ended. After unknown it may have been done: refresh the list.</param>
/// <param name="Channel">The channel made, asked for or deleted; null when it was refused.</param>
[GenerateSerializer, Immutable, Alias("push.channel-receipt")]
public sealed record ChannelReceipt(
    [property: Id(0)] Answer Answer,
    [property: Id(1)] ChannelRecord? Channel = null)
{
    /// <summary>The header <c>apns-request-id</c> of the answer.</summary>
    [Id(2)]
    public string? RequestId { get; init; }

    /// <summary>Why there is no connection, for people.</summary>
    [Id(3)]
    public string? Failure { get; init; }

    /// <summary>The receipt of a reply.</summary>
    public static ChannelReceipt Of(ChannelReply reply) => new(
        new Answer(reply.Outcome, reply.Cause, reply.Status, reply.Reason?.Text, reply.RetryAfter))
    {
        RequestId = reply.RequestId,
        Failure = reply.Failure,
    };
}

/// <summary>A channel of an app.</summary>
/// <param name="Id">Its id, as Apple gave it.</param>
/// <param name="Storage">What it keeps; null when that was not asked yet.</param>
/// <param name="CreatedAt">When it was made here; null for one that Apple's list brought in.</param>
[GenerateSerializer, Immutable, Alias("push.channel")]
public sealed record ChannelRecord(
    [property: Id(0)] string Id,
    [property: Id(1)] ChannelStorage? Storage,
    [property: Id(2)] DateTimeOffset? CreatedAt);

/// <summary>The channels of an app.</summary>
/// <param name="Channels">All that are known, in order of their making.</param>
/// <param name="Limit">How many there may be.</param>
[GenerateSerializer, Immutable, Alias("push.channel-list")]
public sealed record ChannelList(
    [property: Id(0)] IReadOnlyList<ChannelRecord> Channels,
    [property: Id(1)] int Limit)
{
    /// <summary>Apple's answer, when it was asked; when it was refused, the list is the one of before.</summary>
    [Id(2)]
    public ChannelReceipt? Refresh { get; init; }
}

/// <summary>One broadcast to a channel.</summary>
/// <param name="ChannelId">The channel.</param>
/// <param name="Payload">The payload, byte for byte.</param>
/// <param name="Expiration">Seconds since 1970; 0: one attempt.</param>
/// <param name="Priority">10 or 5.</param>
/// <param name="Id">The header <c>apns-request-id</c>; null: one is made.</param>
[GenerateSerializer, Immutable, Alias("push.broadcast-send")]
public sealed record BroadcastSend(
    [property: Id(0)] string ChannelId,
    [property: Id(1)] ReadOnlyMemory<byte> Payload,
    [property: Id(2)] long Expiration = 0,
    [property: Id(3)] byte Priority = 10,
    [property: Id(4)] Guid? Id = null);
