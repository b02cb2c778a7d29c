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

    /// <summary>The topic, to which the push type adds its suffix; left out: the app's.</summary>
    public string? Topic { get; init; }

    /// <summary>Left out: payload and topic decide; <c>none</c> leaves the header out.</summary>
    public string? PushType { get; init; }

    public byte? Priority { get; init; }

    /// <summary>Seconds since 1970; 0: one attempt only.</summary>
    public long? Expiration { get; init; }

    public string? CollapseId { get; init; }

    /// <summary>Whether push types and payload keys that the silo doesn't know may be sent.</summary>
    public bool AllowUnknown { get; init; }

    /// <summary>Whether the payload has placeholders that are filled for each device.</summary>
    public bool Template { get; init; }

    /// <summary>Templates for languages in place of the payload.</summary>
    public Dictionary<string, JsonElement>? Variants { get; init; }

    /// <exception cref="PushRequestException">There is no payload, or it is no template.</exception>
    public NotificationContent ToContent()
    {
        var begun = Begin();
        var type = ImpliedHeaders.TypeOf(PushType, begun.Payload, Topic);
        return begun with
        {
            Topic = Topic is null ? null : type.TopicOf(Topic),
            PushType = type,
            Priority = Priority ?? ImpliedHeaders.PriorityOf(type),
            Expiration = ReadExpiration(),
            CollapseId = CollapseId,
            AllowUnknown = AllowUnknown,
        };
    }

    private Expiration ReadExpiration()
    {
        var expiration = Expiration is { } seconds ? Apns.Expiration.FromEpochSeconds(seconds) : Apns.Expiration.Unspecified;
        return PastExpiration.FindError(expiration, TimeProvider.System.GetUtcNow()) is { } past
            ? throw new PushRequestException(RequestFault.InvalidNotification, $"expiration: {past}.")
            : expiration;
    }

    private NotificationContent Begin()
    {
        if (Payload is not { } payload)
            throw new PushRequestException(RequestFault.InvalidNotification, "payload: is missing.");
        if (!Template && Variants is null) return new NotificationContent { Payload = BytesOf(payload) };
        var variants = Variants?.ToDictionary(variant => variant.Key, variant => BytesOf(variant.Value));
        if (PayloadTemplate.TryParse(BytesOf(payload), variants, out var template, out var errors))
            return new NotificationContent(template);
        throw new PushRequestException(RequestFault.InvalidNotification, string.Join("; ", errors.Select(error => $"payload: {error}")));
    }

    private static ReadOnlyMemory<byte> BytesOf(JsonElement json) => Encoding.UTF8.GetBytes(json.GetRawText());
}
