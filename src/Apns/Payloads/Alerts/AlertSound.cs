using System.Text.Json;

namespace Push.Apns;

/// <summary>
/// The sound of an alert: the name of a file in the app, or <c>default</c>. A text is one by itself:
/// <c>Sound = "default"</c>.
/// </summary>
/// <param name="Name">The file's name, or <c>default</c>.</param>
public sealed record AlertSound(string Name)
{
    /// <summary>Whether it is heard though the device is muted; the app needs Apple's permission for that.</summary>
    public bool IsCritical { get; private init; }

    /// <summary>How loud a critical sound is, 0 to 1; null: Apple's default, full.</summary>
    public double? Volume { get; private init; }

    /// <summary>The system's sound.</summary>
    public static AlertSound Default { get; } = new("default");

    /// <summary>A sound that is heard though the device is muted.</summary>
    /// <param name="name">The file's name, or <c>default</c>.</param>
    /// <param name="volume">0, silent, to 1, full; null leaves it out.</param>
    public static AlertSound Critical(string name = "default", double? volume = null) =>
        new(name) { IsCritical = true, Volume = volume };

    /// <summary>The sound of that name.</summary>
    public static implicit operator AlertSound?(string? name) => name is null ? null : new AlertSound(name);

    internal void Write(Utf8JsonWriter json)
    {
        if (!IsCritical)
        {
            json.WriteString("sound"u8, Name);
            return;
        }

        json.WriteStartObject("sound"u8);
        json.WriteFlag("critical"u8, true);
        json.WriteString("name"u8, Name);
        if (Volume is { } volume) json.WriteNumber("volume"u8, volume);
        json.WriteEndObject();
    }
}
