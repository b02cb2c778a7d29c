using System.Text.Json;

namespace Push.Apns;

/// <summary>Has the app's widgets reload (Apple, "Updating widgets with WidgetKit push notifications").</summary>
public sealed record WidgetsPayload : ApnsPayload
{
    /// <inheritdoc/>
    public override PushType PushType => PushType.Widgets;

    private protected override void WriteMembers(Utf8JsonWriter json) => ReloadPayload.Write(json);
}

/// <summary>Has the app's controls reload (Apple, "Updating controls locally and remotely").</summary>
public sealed record ControlsPayload : ApnsPayload
{
    /// <inheritdoc/>
    public override PushType PushType => PushType.Controls;

    private protected override void WriteMembers(Utf8JsonWriter json) => ReloadPayload.Write(json);
}

internal static class ReloadPayload
{
    public static void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject("aps"u8);
        json.WriteBoolean("content-changed"u8, true);
        json.WriteEndObject();
    }
}
