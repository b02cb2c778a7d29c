namespace Push.Apns;

/// <summary>
/// One update or end for all devices that subscribed to a channel of Live Activities (Apple, "Sending broadcast push
/// notification requests to APNs"). Needs a provider token.
/// </summary>
/// <remarks>Sent by <see cref="Connections.ApnsConnection.PublishAsync"/> over the same kind of connection as device pushes.</remarks>
public sealed record Broadcast
{
    /// <summary>The app's bundle id, without a suffix.</summary>
    public required string BundleId { get; init; }

    /// <summary>The channel, as Apple gave it.</summary>
    public required string ChannelId { get; init; }

    /// <summary>The JSON object that is sent byte for byte, at most 5,120 bytes: an update or end of a Live Activity.</summary>
    public required ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>
    /// Until when Apple keeps it, where the channel keeps anything; it must be given. One attempt (0) is all that a channel
    /// which keeps nothing takes.
    /// </summary>
    public Expiration Expiration { get; init; } = Expiration.OneAttempt;

    /// <summary>10 at once, or 5 considering power. Default 10.</summary>
    public byte Priority { get; init; } = 10;

    /// <summary>Checks everything that can be checked without asking Apple.</summary>
    /// <returns>All violations at once, empty when there are none.</returns>
    public IReadOnlyList<NotificationViolation> Validate()
    {
        var found = new List<NotificationViolation>();
        PayloadRules.Check(ToContent(), PushTypeRule.Broadcast, found);
        Add("bundle-id", ChannelRules.CheckBundleId(BundleId));
        Add("channel", ChannelRules.CheckChannelId(ChannelId));
        Add("expiration", Expiration.EpochSeconds is null ? "must be given for a broadcast: seconds since 1970, or 0 for one attempt"
            : Expiration.IsInRange ? null : "must be seconds since 1970, up to the year 9999, or 0 for one attempt");
        Add("priority", PushTypeRule.Broadcast.Priorities.Contains(Priority) ? null : $"must be 10 or 5, not {Priority}");
        return found;

        void Add(string field, string? broken)
        {
            if (broken is not null) found.Add(new NotificationViolation(field, broken));
        }
    }

    internal NotificationContent ToContent() => new()
    {
        Payload = Payload,
        PushType = PushType.LiveActivity,
        Expiration = Expiration,
        Priority = Priority,
        Broadcast = new BroadcastTarget(BundleId, ChannelId),
    };
}

/// <summary>What stands in the place of a device in a broadcast's request.</summary>
internal sealed record BroadcastTarget(string BundleId, string ChannelId)
{
    public string Path { get; } = $"/4/broadcasts/apps/{BundleId}";
}
