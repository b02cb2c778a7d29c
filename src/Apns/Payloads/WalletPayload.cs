using System.Text.Json;

namespace Push.Apns;

/// <summary>
/// Tells Wallet that a pass has changed (Apple, "Adding a web service to update passes"): an empty object. The topic is the
/// pass type identifier, and there is no push type.
/// </summary>
public sealed record WalletPayload : ApnsPayload
{
    /// <inheritdoc/>
    public override PushType PushType => default;

    private protected override void WriteMembers(Utf8JsonWriter json)
    {
        // Wallet asks the web service what has changed.
    }
}
