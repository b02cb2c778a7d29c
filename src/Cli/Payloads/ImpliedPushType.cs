using System.Text.Json;
using Push.Apns;

namespace Push.Cli.Payloads;

/// <summary>
/// The push type of a payload whose type nobody named. Apple refuses or drops what doesn't match, so the payload decides:
/// one that shows nothing is a background notification.
/// </summary>
internal static class ImpliedPushType
{
    /// <summary>Reads the payload's <c>aps</c>; anything that isn't clearly something else is an alert.</summary>
    public static PushType Of(ReadOnlyMemory<byte> payload)
    {
        try
        {
            using var document = JsonDocument.Parse(payload);
            if (document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty("aps"u8, out var aps)
                || aps.ValueKind != JsonValueKind.Object)
            {
                return PushType.Alert;
            }

            var silent = aps.TryGetProperty("content-available"u8, out _)
                && !aps.TryGetProperty("alert"u8, out _)
                && !aps.TryGetProperty("sound"u8, out _)
                && !aps.TryGetProperty("badge"u8, out _);
            return silent ? PushType.Background : PushType.Alert;
        }
        catch (JsonException)
        {
            return PushType.Alert; // the payload's own check says what is wrong with it
        }
    }
}
