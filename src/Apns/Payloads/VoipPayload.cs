using System.Text.Json;

namespace Push.Apns;

/// <summary>An incoming call for PushKit: the app's own values, all of them in <see cref="ApnsPayload.Custom"/>.</summary>
public sealed record VoipPayload : ApnsPayload
{
    /// <inheritdoc/>
    public override PushType PushType => PushType.Voip;

    private protected override void WriteMembers(Utf8JsonWriter json)
    {
        // A call has no keys of Apple's.
    }
}
