using System.Text.Json;

namespace Push.Apns;

/// <summary>
/// Tells a file provider extension that something changed (Apple, "Using push notifications to signal changes"). It has no
/// <c>aps</c>.
/// </summary>
/// <param name="ContainerIdentifier">The container whose content changed.</param>
/// <param name="Domain">The domain it belongs to; null for an extension that has none.</param>
public sealed record FileProviderPayload(string ContainerIdentifier, string? Domain = null) : ApnsPayload
{
    /// <inheritdoc/>
    public override PushType PushType => PushType.FileProvider;

    private protected override void WriteMembers(Utf8JsonWriter json)
    {
        json.WriteString("container-identifier"u8, ContainerIdentifier);
        json.WriteText("domain"u8, Domain);
    }
}
