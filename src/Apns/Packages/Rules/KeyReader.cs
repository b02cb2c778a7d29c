using System.Text.Json;

namespace Push.Apns.Packages;

/// <summary>Reads the keys of one JSON object and finds what is wrong with them.</summary>
/// <param name="file">The file that it stands in.</param>
/// <param name="path">Where in the file; empty for the file's own object.</param>
/// <param name="element">The object.</param>
/// <param name="findings">Where to put what is wrong.</param>
internal readonly struct KeyReader(string file, string path, JsonElement element, Findings findings)
{
    /// <summary>A text that has to be there and not be empty; null, and a finding, if it isn't.</summary>
    public string? Required(string key)
    {
        if (!element.TryGetProperty(key, out var value)) Error(key, "is missing");
        else if (value.ValueKind != JsonValueKind.String) Error(key, "is not a text");
        else if (value.GetString() is not { Length: > 0 } text) Error(key, "is empty");
        else return text;
        return null;
    }

    /// <summary>A text that may be missing; null if it is, or, with a finding, if it is something else.</summary>
    public string? Optional(string key) => element.TryGetProperty(key, out _) ? Required(key) : null;

    /// <summary>Any value; null if there is none.</summary>
    public JsonElement? Value(string key) => element.TryGetProperty(key, out var value) ? value : null;

    public void Error(string key, string message) => findings.Error(file, PathOf(key), message);

    public void Warn(string key, string message) => findings.Warn(file, PathOf(key), message);

    private string PathOf(string key) => path.Length == 0 ? key : $"{path}.{key}";
}
