using System.Text.Json;
using Push.Apns;

namespace Push.Grains.Notifications;

/// <summary>
/// The headers of a notification whose push type nobody named. Apple refuses or drops what doesn't match, so payload and topic
/// decide where they can: one that shows nothing is a background notification. The command line and HTTP go by it.
/// </summary>
public static class ImpliedHeaders
{
    /// <summary>What is given as push type to leave the header out.</summary>
    public const string NoPushType = "none";

    private const string PassPrefix = "pass.";

    /// <summary>The push type that was named, or else the one that payload and topic speak of.</summary>
    /// <param name="named">The type, <see cref="NoPushType"/>, or null when none was named.</param>
    /// <param name="payload">The payload; whether it is good is not judged.</param>
    /// <param name="topic">The topic or bundle id; null when it isn't known yet.</param>
    public static PushType TypeOf(string? named, ReadOnlyMemory<byte> payload, string? topic = null) =>
        TypeNamed(named) ?? OfPayload(payload, topic);

    /// <summary>The push type that was named; null when none was.</summary>
    public static PushType? TypeNamed(string? name) => name switch
    {
        null => null,
        NoPushType => default(PushType),
        _ => new PushType(name),
    };

    /// <summary>The priority that a push type demands; null when it leaves the choice. Apple takes only 5 for background.</summary>
    public static byte? PriorityOf(PushType type) => type == PushType.Background ? (byte)5 : null;

    // Anything that isn't clearly something else is an alert.
    private static PushType OfPayload(ReadOnlyMemory<byte> payload, string? topic)
    {
        if (topic?.StartsWith(PassPrefix, StringComparison.Ordinal) ?? false) return default;
        try
        {
            using var document = JsonDocument.Parse(payload);
            return document.RootElement.ValueKind == JsonValueKind.Object ? OfObject(document.RootElement, topic) : PushType.Alert;
        }
        catch (JsonException)
        {
            return PushType.Alert; // the payload's own check says what is wrong with it
        }
    }

    private static PushType OfObject(JsonElement payload, string? topic)
    {
        // An empty payload is a Wallet pass's, whose topic may be the app's.
        if (topic is null && payload.GetPropertyCount() == 0) return default;
        if (!payload.TryGetProperty("aps"u8, out var aps))
        {
            return payload.TryGetProperty("mdm"u8, out _) ? PushType.Mdm
                : payload.TryGetProperty("container-identifier"u8, out _) ? PushType.FileProvider
                : PushType.Alert;
        }

        if (aps.ValueKind != JsonValueKind.Object) return PushType.Alert;
        if (aps.TryGetProperty("event"u8, out _) && aps.TryGetProperty("timestamp"u8, out _)) return PushType.LiveActivity;
        var silent = aps.TryGetProperty("content-available"u8, out _)
            && !aps.TryGetProperty("alert"u8, out _)
            && !aps.TryGetProperty("sound"u8, out _)
            && !aps.TryGetProperty("badge"u8, out _);
        return silent ? PushType.Background : PushType.Alert;
    }
}
