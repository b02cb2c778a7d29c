using System.Text.Json;
using Push.Apns;

namespace Push.Cli.Payloads;

/// <summary>
/// The push type of a payload whose type nobody named. Apple refuses or drops what doesn't match, so payload and topic
/// decide where they can: one that shows nothing is a background notification.
/// </summary>
internal static class ImpliedPushType
{
    private const string PassPrefix = "pass.";

    /// <summary>Reads topic and payload; anything that isn't clearly something else is an alert.</summary>
    public static PushType Of(ReadOnlyMemory<byte> payload, string? topic = null)
    {
        if (topic?.StartsWith(PassPrefix, StringComparison.Ordinal) ?? false) return default;
        try
        {
            using var document = JsonDocument.Parse(payload);
            return document.RootElement.ValueKind == JsonValueKind.Object ? OfObject(document.RootElement) : PushType.Alert;
        }
        catch (JsonException)
        {
            return PushType.Alert; // the payload's own check says what is wrong with it
        }
    }

    private static PushType OfObject(JsonElement payload)
    {
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
