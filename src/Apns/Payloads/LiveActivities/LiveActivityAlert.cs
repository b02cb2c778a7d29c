using System.Text.Json;

namespace Push.Apns;

/// <summary>What tells the user that a Live Activity starts, changes or ends.</summary>
public sealed record LiveActivityAlert
{
    /// <summary>The title, for devices that show one.</summary>
    public string? Title { get; init; }

    /// <summary>The text, for devices that show one.</summary>
    public string? Body { get; init; }

    /// <summary>The title as a key of the app's strings, in place of <see cref="Title"/>.</summary>
    public LocalizedText? LocalizedTitle { get; init; }

    /// <summary>The text as a key of the app's strings, in place of <see cref="Body"/>.</summary>
    public LocalizedText? LocalizedBody { get; init; }

    /// <summary>The name of a sound, or <c>default</c>.</summary>
    public string? Sound { get; init; }

    internal void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject("alert"u8);
        Write(json, "title"u8, Title, LocalizedTitle);
        Write(json, "body"u8, Body, LocalizedBody);
        json.WriteText("sound"u8, Sound);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> name, string? text, LocalizedText? localized)
    {
        if (localized is null)
        {
            json.WriteText(name, text);
            return;
        }

        json.WriteStartObject(name);
        localized.Write(json, "loc-key"u8, "loc-args"u8);
        json.WriteEndObject();
    }
}
