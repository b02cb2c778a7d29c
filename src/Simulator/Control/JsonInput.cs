using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Push.Simulator.Control;

/// <summary>
/// Reads JSON into records. What has the wrong form is a problem with its path, and stays at its default, so that the rest can be read
/// and judged as well: the serializer itself would end at the first.
/// </summary>
/// <param name="name">What a problem with a whole document is told of.</param>
/// <param name="options">How the records are written in JSON.</param>
/// <param name="problems">Take what is wrong.</param>
internal sealed class JsonInput(string name, JsonSerializerOptions options, InputProblems problems)
{
    /// <summary>The document in a body.</summary>
    /// <exception cref="InputException">There is none.</exception>
    public async Task<JsonElement> ParseAsync(Stream body, CancellationToken cancellationToken)
    {
        using MemoryStream whole = new();
        await body.CopyToAsync(whole, cancellationToken).ConfigureAwait(false);
        if (whole.Length == 0)
            throw new InputException(name, "must be JSON: the body is empty");
        try
        {
            return JsonElement.Parse(whole.GetBuffer().AsSpan(0, (int)whole.Length));
        }
        catch (JsonException wrong)
        {
            throw new InputException(name, $"must be JSON: it breaks off at line {wrong.LineNumber + 1}, byte {wrong.BytePositionInLine + 1}");
        }
    }

    /// <summary>The record in the object at a path; the empty path is the whole document.</summary>
    public T Read<T>(JsonElement value, string path)
        where T : new()
    {
        string rule = "is an object";
        try
        {
            if (value.ValueKind == JsonValueKind.Object)
                return (T)ReadFields(value, options.GetTypeInfo(typeof(T)), path);
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, escaped, is JSON, but no text.
            rule = "has names of Unicode characters";
        }

        problems.AddMalformed(path.Length == 0 ? name : path, rule);
        return new T();
    }

    private bool TryRead(JsonElement value, JsonTypeInfo form, string path, out object? read)
    {
        read = null;
        switch (form.Kind, value.ValueKind)
        {
            case (JsonTypeInfoKind.Object, JsonValueKind.Object):
                read = ReadFields(value, form, path);
                return true;
            case (JsonTypeInfoKind.Enumerable, JsonValueKind.Array):
                read = ReadItems(value, options.GetTypeInfo(form.ElementType!), path);
                return true;
        }

        try
        {
            read = value.Deserialize(form);
            return true;
        }
        catch (JsonException wrong)
        {
            problems.AddMalformed(path, wrong is JsonRuleException ? wrong.Message : Rule(form));
            return false;
        }
    }

    private object ReadFields(JsonElement value, JsonTypeInfo form, string path)
    {
        object record = form.CreateObject!();
        HashSet<JsonPropertyInfo> read = [];
        foreach (JsonProperty field in value.EnumerateObject())
        {
            string fieldPath = path.Length == 0 ? field.Name : $"{path}.{field.Name}";
            if (form.Properties.FirstOrDefault(p => p.Name.Equals(field.Name, StringComparison.OrdinalIgnoreCase)) is not { } property)
                problems.AddUnknown(fieldPath, form.Properties.Select(p => p.Name));
            else if (!read.Add(property))
                problems.AddMalformed(fieldPath, "is given once");
            else if (TryRead(field.Value, options.GetTypeInfo(property.PropertyType), fieldPath, out object? content))
                property.Set!(record, content);
        }

        return record;
    }

    private Array ReadItems(JsonElement value, JsonTypeInfo form, string path)
    {
        Array items = Array.CreateInstance(form.Type, value.GetArrayLength());
        foreach ((int i, JsonElement item) in value.EnumerateArray().Index())
        {
            if (TryRead(item, form, $"{path}[{i}]", out object? read))
                items.SetValue(read, i);
        }

        return items;
    }

    private static string Rule(JsonTypeInfo form) => Type.GetTypeCode(Nullable.GetUnderlyingType(form.Type) ?? form.Type) switch
    {
        TypeCode.Boolean => "is true or false",
        TypeCode.Int32 => "is a whole number of 32 bits",
        TypeCode.Int64 => "is a whole number of 64 bits",
        TypeCode.Double => "is a number",
        TypeCode.String => "is a text",
        _ => form.Kind == JsonTypeInfoKind.Enumerable ? "is a list" : "is an object",
    };
}

/// <summary>A converter's rule for the form of its values.</summary>
internal sealed class JsonRuleException(string rule) : JsonException(rule);
