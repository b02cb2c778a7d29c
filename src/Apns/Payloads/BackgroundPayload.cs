using System.Text.Json;

namespace Push.Apns;

/// <summary>Wakes the app in the background (Apple, "Pushing background updates to your app"); it shows nothing.</summary>
public sealed record BackgroundPayload : ApnsPayload
{
    /// <inheritdoc/>
    public override PushType PushType => PushType.Background;

    private protected override void WriteMembers(Utf8JsonWriter json)
    {
        json.WriteStartObject("aps"u8);
        json.WriteFlag("content-available"u8, true);
        json.WriteEndObject();
    }
}
