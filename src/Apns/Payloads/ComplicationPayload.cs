using System.Text.Json;

namespace Push.Apns;

/// <summary>
/// Updates a watchOS complication through PushKit: the app's own values, all of them in <see cref="ApnsPayload.Custom"/>.
/// </summary>
public sealed record ComplicationPayload : ApnsPayload
{
    /// <inheritdoc/>
    public override PushType PushType => PushType.Complication;

    private protected override void WriteMembers(Utf8JsonWriter json)
    {
        // A complication has no keys of Apple's.
    }
}
