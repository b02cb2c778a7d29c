using System.Text.Json;

namespace Push.Apns;

/// <summary>
/// Asks a location push service extension for the user's location (Apple, "Creating a location push service extension"): an
/// empty <c>aps</c>, and the app's own values.
/// </summary>
public sealed record LocationPayload : ApnsPayload
{
    /// <inheritdoc/>
    public override PushType PushType => PushType.Location;

    private protected override void WriteMembers(Utf8JsonWriter json)
    {
        json.WriteStartObject("aps"u8);
        json.WriteEndObject();
    }
}
