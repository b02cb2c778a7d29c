using System.Text.Json;

namespace Push.Apns;

/// <summary>A text that the device looks up in the app's strings, in the user's language.</summary>
/// <param name="key">Its key in the app's <c>Localizable.strings</c>.</param>
/// <param name="arguments">What takes the place of <c>%@</c> and <c>%1$@</c> in it.</param>
public sealed class LocalizedText(string key, params IReadOnlyList<string> arguments)
{
    /// <summary>Its key in the app's strings.</summary>
    public string Key => key;

    /// <summary>What takes the place of <c>%@</c> in it.</summary>
    public IReadOnlyList<string> Arguments => arguments;

    internal void Write(Utf8JsonWriter json, ReadOnlySpan<byte> keyName, ReadOnlySpan<byte> argumentsName)
    {
        json.WriteString(keyName, Key);
        if (Arguments.Count > 0) json.WriteTexts(argumentsName, Arguments);
    }
}
