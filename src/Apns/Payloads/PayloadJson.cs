using System.Text.Json;

namespace Push.Apns;

/// <summary>The values that payloads are made of, each left out when there is none.</summary>
internal static class PayloadJson
{
    public static void WriteText(this Utf8JsonWriter json, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null) json.WriteString(name, value);
    }

    /// <summary>Apple's flags are the number 1, never a boolean.</summary>
    public static void WriteFlag(this Utf8JsonWriter json, ReadOnlySpan<byte> name, bool value)
    {
        if (value) json.WriteNumber(name, 1);
    }

    public static void WriteTexts(this Utf8JsonWriter json, ReadOnlySpan<byte> name, IReadOnlyList<string> values)
    {
        json.WriteStartArray(name);
        for (var i = 0; i < values.Count; i++) json.WriteStringValue(values[i]);
        json.WriteEndArray();
    }

    public static void WriteSeconds(this Utf8JsonWriter json, ReadOnlySpan<byte> name, DateTimeOffset? time)
    {
        if (time is { } at) json.WriteNumber(name, at.ToUnixTimeSeconds());
    }
}
