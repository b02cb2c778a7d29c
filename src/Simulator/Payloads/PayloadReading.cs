using System.Text.Json;

namespace Push.Simulator.Payloads;

/// <summary>
/// What a device would not understand of a payload that Apple accepts. Apple names no reason for these, so they are remarks and not
/// refusals.
/// </summary>
internal static class PayloadReading
{
    [Flags]
    private enum Keys
    {
        None = 0,
        ContentAvailable = 1,
        ContentChanged = 2,
        Timestamp = 4,
        Event = 8,
        KnownEvent = 16,
        StartEvent = 32,
        EndEvent = 64,
        ContentState = 128,
        Alert = 256,
        AttributesType = 512,
        Attributes = 1024,
        OtherAps = 2048,
        Aps = 4096,
        Mdm = 8192,
        ContainerIdentifier = 16384,
    }

    /// <summary>The remark on a payload for a push type, which is empty when it was left out; null when there is none.</summary>
    public static string? Remark(ReadOnlySpan<byte> pushType, ReadOnlySpan<byte> payload)
    {
        if (Read(payload) is not { } keys)
            return "the payload is no JSON object";
        if (pushType.SequenceEqual("background"u8))
            return Background(keys);
        if (pushType.SequenceEqual("liveactivity"u8))
            return LiveActivity(keys);
        if (pushType.SequenceEqual("alert"u8))
            return keys.HasFlag(Keys.Aps) ? null : "alert: there is no aps";
        if (pushType.SequenceEqual("controls"u8) || pushType.SequenceEqual("widgets"u8))
            return keys.HasFlag(Keys.ContentChanged) ? null : "controls and widgets: aps lacks \"content-changed\":true";
        if (pushType.SequenceEqual("mdm"u8))
            return Without(keys, Keys.Mdm, "mdm: aps does not belong here", "mdm: the text mdm is missing");
        return pushType.SequenceEqual("fileprovider"u8)
            ? Without(
                keys, Keys.ContainerIdentifier, "fileprovider: aps does not belong here",
                "fileprovider: container-identifier is missing")
            : null;
    }

    private static string? Background(Keys keys)
    {
        if (!keys.HasFlag(Keys.ContentAvailable))
            return "background: aps lacks \"content-available\":1";
        const Keys custom = Keys.Aps | Keys.ContentAvailable | Keys.Mdm | Keys.ContainerIdentifier;
        return (keys & ~custom) == 0 ? null : "background: aps holds more than content-available";
    }

    private static string? LiveActivity(Keys keys)
    {
        const Keys start = Keys.Alert | Keys.AttributesType | Keys.Attributes;
        if (!keys.HasFlag(Keys.Timestamp | Keys.Event))
            return "liveactivity: aps lacks timestamp or event";
        if (!keys.HasFlag(Keys.KnownEvent))
            return "liveactivity: event is none of start, update and end";
        if (!keys.HasFlag(Keys.EndEvent) && !keys.HasFlag(Keys.ContentState))
            return "liveactivity: aps lacks content-state";
        return keys.HasFlag(Keys.StartEvent) && !keys.HasFlag(start)
            ? "liveactivity: a start lacks alert, attributes-type or attributes"
            : null;
    }

    private static string? Without(Keys keys, Keys needed, string withAps, string missing) =>
        keys.HasFlag(Keys.Aps) ? withAps : keys.HasFlag(needed) ? null : missing;

    /// <summary>Reads it once; null when it is no JSON object.</summary>
    private static Keys? Read(ReadOnlySpan<byte> payload)
    {
        Utf8JsonReader json = new(payload);
        try
        {
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
                return null;
            Keys keys = Keys.None;
            bool inAps = false;
            while (json.Read())
            {
                if (json.CurrentDepth == 1 && json.TokenType == JsonTokenType.EndObject)
                    inAps = false;
                else if (json.TokenType == JsonTokenType.PropertyName && json.CurrentDepth == 1)
                    keys |= Top(ref json, ref inAps);
                else if (json.TokenType == JsonTokenType.PropertyName && json.CurrentDepth == 2 && inAps)
                    keys |= Aps(ref json);
            }

            return keys;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Keys Top(ref Utf8JsonReader json, ref bool inAps)
    {
        if (json.ValueTextEquals("mdm"u8))
            return json.Read() && json.TokenType == JsonTokenType.String ? Keys.Mdm : Keys.None;
        if (json.ValueTextEquals("container-identifier"u8))
            return json.Read() && json.TokenType == JsonTokenType.String ? Keys.ContainerIdentifier : Keys.None;
        if (!json.ValueTextEquals("aps"u8))
            return Keys.None;
        inAps = json.Read() && json.TokenType == JsonTokenType.StartObject;
        return Keys.Aps;
    }

    private static Keys Aps(ref Utf8JsonReader json)
    {
        if (json.ValueTextEquals("content-available"u8))
            return json.Read() && json.TokenType == JsonTokenType.Number && json.TryGetInt32(out int one) && one == 1
                ? Keys.ContentAvailable
                : Keys.OtherAps;
        if (json.ValueTextEquals("content-changed"u8))
            return json.Read() && json.TokenType == JsonTokenType.True ? Keys.ContentChanged : Keys.OtherAps;
        if (json.ValueTextEquals("event"u8))
            return Event(ref json);
        if (json.ValueTextEquals("timestamp"u8))
            return json.Read() && json.TokenType == JsonTokenType.Number ? Keys.Timestamp : Keys.OtherAps;
        if (json.ValueTextEquals("content-state"u8))
            return Keys.ContentState;
        if (json.ValueTextEquals("alert"u8))
            return Keys.Alert;
        if (json.ValueTextEquals("attributes-type"u8))
            return Keys.AttributesType;
        return json.ValueTextEquals("attributes"u8) ? Keys.Attributes : Keys.OtherAps;
    }

    private static Keys Event(ref Utf8JsonReader json)
    {
        if (!json.Read() || json.TokenType != JsonTokenType.String)
            return Keys.Event;
        if (json.ValueTextEquals("start"u8))
            return Keys.Event | Keys.KnownEvent | Keys.StartEvent;
        if (json.ValueTextEquals("end"u8))
            return Keys.Event | Keys.KnownEvent | Keys.EndEvent;
        return json.ValueTextEquals("update"u8) ? Keys.Event | Keys.KnownEvent : Keys.Event;
    }
}
