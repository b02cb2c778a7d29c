using System.Text;
using System.Text.Json;
using Push.Apns;
using Push.Grains.Notifications;

namespace Push.Silo.Http;

/// <summary>The notification inside a request: the payload as JSON, and what becomes headers.</summary>
internal abstract record NotificationBody
{
    /// <summary>The payload; sent byte for byte as it stands in the request.</summary>
    public JsonElement? Payload { get; init; }

    /// <summary>The topic; left out: the app's.</summary>
    public string? Topic { get; init; }

    public string? PushType { get; init; }

    public byte? Priority { get; init; }

    /// <summary>Seconds since 1970; 0: one attempt only.</summary>
    public long? Expiration { get; init; }

    public string? CollapseId { get; init; }

    /// <summary>Whether push types and payload keys that the silo doesn't know may be sent.</summary>
    public bool AllowUnknown { get; init; }

    /// <exception cref="PushRequestException">There is no payload.</exception>
    public NotificationContent ToContent() => new()
    {
        Payload = Payload is { } payload
            ? Encoding.UTF8.GetBytes(payload.GetRawText())
            : throw new PushRequestException(RequestFault.InvalidNotification, "payload: is missing."),
        Topic = Topic,
        PushType = new PushType(PushType),
        Priority = Priority,
        Expiration = Expiration is { } seconds ? Apns.Expiration.FromEpochSeconds(seconds) : Apns.Expiration.Unspecified,
        CollapseId = CollapseId,
        AllowUnknown = AllowUnknown,
    };
}
