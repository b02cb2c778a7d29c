using Push.Apns;

namespace Push.Grains.Notifications;

/// <summary>How a <see cref="NotificationContent"/> travels between silos and lies in storage.</summary>
[GenerateSerializer, Alias("push.notification-content")]
public struct NotificationContentSurrogate
{
    /// <summary>The payload, byte for byte.</summary>
    [Id(0)]
    public ReadOnlyMemory<byte> Payload { get; set; }

    /// <summary>The topic.</summary>
    [Id(1)]
    public string? Topic { get; set; }

    /// <summary>The push type's text.</summary>
    [Id(2)]
    public string? PushType { get; set; }

    /// <summary>The expiration: null, 0 or seconds since 1970.</summary>
    [Id(3)]
    public long? Expiration { get; set; }

    /// <summary>The priority.</summary>
    [Id(4)]
    public byte? Priority { get; set; }

    /// <summary>The collapse id.</summary>
    [Id(5)]
    public string? CollapseId { get; set; }

    /// <summary>Whether unknown push types and keys may be sent.</summary>
    [Id(6)]
    public bool AllowUnknown { get; set; }

    /// <summary>Whether the payload is a template.</summary>
    [Id(7)]
    public bool IsTemplate { get; set; }

    /// <summary>The template's variants by language; null: there are none.</summary>
    [Id(8)]
    public Dictionary<string, ReadOnlyMemory<byte>>? Variants { get; set; }
}

/// <summary>Converts to and from <see cref="NotificationContentSurrogate"/>.</summary>
[RegisterConverter]
public sealed class NotificationContentConverter : IConverter<NotificationContent, NotificationContentSurrogate>
{
    /// <inheritdoc/>
    public NotificationContent ConvertFromSurrogate(in NotificationContentSurrogate surrogate) => Begin(surrogate) with
    {
        Topic = surrogate.Topic,
        PushType = new PushType(surrogate.PushType),
        Expiration = surrogate.Expiration is { } seconds ? Expiration.FromEpochSeconds(seconds) : Expiration.Unspecified,
        Priority = surrogate.Priority,
        CollapseId = surrogate.CollapseId,
        AllowUnknown = surrogate.AllowUnknown,
    };

    /// <inheritdoc/>
    public NotificationContentSurrogate ConvertToSurrogate(in NotificationContent value) => new()
    {
        Payload = value.Payload,
        Topic = value.Topic,
        PushType = value.PushType.Value,
        Expiration = value.Expiration.EpochSeconds,
        Priority = value.Priority,
        CollapseId = value.CollapseId,
        AllowUnknown = value.AllowUnknown,
        IsTemplate = value.Template is not null,
        Variants = value.Template is { Variants.Count: > 0 } template ? new(template.Variants) : null,
    };

    private static NotificationContent Begin(in NotificationContentSurrogate surrogate) => surrogate.IsTemplate
        ? new NotificationContent(PayloadTemplate.Parse(surrogate.Payload, surrogate.Variants))
        : new NotificationContent { Payload = surrogate.Payload };
}
