using System.Text.Json;

namespace Push.Apns;

/// <summary>
/// Tells a Push to Talk channel who speaks (Apple, "Creating a Push to Talk app"): an empty <c>aps</c>, and the app's own
/// values. Apple recommends priority 10 and <see cref="Expiration.OneAttempt"/>.
/// </summary>
public sealed record PushToTalkPayload : ApnsPayload
{
    /// <inheritdoc/>
    public override PushType PushType => PushType.PushToTalk;

    private protected override void WriteMembers(Utf8JsonWriter json)
    {
        json.WriteStartObject("aps"u8);
        json.WriteEndObject();
    }
}
