using System.Text.Json;

namespace Push.Apns;

/// <summary>
/// Asks a managed device to contact its MDM server (Apple, "Setting up push notifications for your MDM customers"). It has
/// no <c>aps</c>.
/// </summary>
/// <param name="PushMagic">The value that the device gave with its TokenUpdate.</param>
public sealed record MdmPayload(string PushMagic) : ApnsPayload
{
    /// <inheritdoc/>
    public override PushType PushType => PushType.Mdm;

    private protected override void WriteMembers(Utf8JsonWriter json) => json.WriteString("mdm"u8, PushMagic);
}
