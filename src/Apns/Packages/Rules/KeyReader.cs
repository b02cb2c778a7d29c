using System.Text.Json;

namespace Push.Apns.Packages;

/// <summary>Reads the keys of one JSON object and finds what is wrong with them.</summary>
/// <param name="file">The file that it stands in.</param>
/// <param name="path">Where in the file; empty for the file's own object.</param>
/// <param name="element">The object.</param>
/// <param name="findings">Where to put what is wrong.</param>
internal readonly struct KeyReader(string file, string path, JsonElement element, Findings findings)
{
    public bool Has(string key) => element.TryGetProperty(key, out _);

    /// <summary>Any value; null if there is none.</summary>
    public JsonElement? Value(string key) => element.TryGetProperty(key, out var value) ? value : null;

    /// <summary>A text that has to be there and not be empty; null, and a finding, if it isn't.</summary>
    public string? Required(string key)
    {
        if (Value(key) is not { } value) Error(key, "is missing");
        else if (value.ValueKind != JsonValueKind.String) Error(key, "is not a text");
        else if (value.GetString() is not { Length: > 0 } text) Error(key, "is empty");
        else return text;
        return null;
    }

    /// <summary>A text that may be missing; null if it is, or, with a finding, if it is something else.</summary>
    public string? Optional(string key)
    {
        if (Value(key) is not { } value) return null;
        if (value.ValueKind == JsonValueKind.String) return value.GetString();
        Error(key, "is not a text");
        return null;
    }

    /// <summary>A number in a range; null if it is missing, or, with a finding, if it is something else.</summary>
    public double? Number(string key, double least, double most)
    {
        if (Value(key) is not { } value) return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number >= least && number <= most)
            return number;
        Error(key, $"is not a number from {least} to {most}");
        return null;
    }

    public void CheckRequiredNumber(string key, double least, double most)
    {
        if (!Has(key)) Error(key, "is missing");
        else Number(key, least, most);
    }

    public void CheckBoolean(string key)
    {
        if (Value(key) is { ValueKind: not (JsonValueKind.True or JsonValueKind.False) }) Error(key, "is not true or false");
    }

    public void CheckOneOf(string key, params ReadOnlySpan<string> allowed)
    {
        if (Optional(key) is { } text && !allowed.Contains(text)) Error(key, $"is none of {string.Join(", ", allowed!)}");
    }

    /// <summary>The object that a key holds; null if it is missing, or, with a finding, if it is something else.</summary>
    public KeyReader? Child(string key)
    {
        if (Value(key) is not { } value) return null;
        if (value.ValueKind == JsonValueKind.Object) return new KeyReader(file, PathOf(key), value, findings);
        Error(key, "is not an object");
        return null;
    }

    /// <summary>The objects in a list; none if it is missing. What is no list, or no object, is found.</summary>
    public List<KeyReader> Children(string key)
    {
        var children = new List<KeyReader>();
        if (Value(key) is not { } list) return children;
        if (list.ValueKind != JsonValueKind.Array)
        {
            Error(key, "is not a list");
            return children;
        }
        var index = 0;
        foreach (var item in list.EnumerateArray())
        {
            var place = $"{key}[{index++}]";
            if (item.ValueKind == JsonValueKind.Object) children.Add(new KeyReader(file, PathOf(place), item, findings));
            else Error(place, "is not an object");
        }
        return children;
    }

    public void Error(string key, string message) => findings.Error(file, PathOf(key), message);

    public void Warn(string key, string message) => findings.Warn(file, PathOf(key), message);

    private string PathOf(string key) => path.Length == 0 ? key : $"{path}.{key}";
}
