using System.Text.Json;
using System.Text.Unicode;

namespace Push.Apns.Packages;

/// <summary>Reads a JSON object from anybody, so that nothing in it surprises whoever looks at it afterwards.</summary>
internal static class StrictJson
{
    // A key that is there twice means one thing to one reader and another to the next.
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false };

    /// <summary>The object; null, and a finding, if the file holds none.</summary>
    public static JsonElement? Parse(string file, ReadOnlyMemory<byte> bytes, Findings findings)
    {
        try
        {
            if (Utf8.IsValid(bytes.Span))
            {
                using var document = JsonDocument.Parse(bytes, Options);
                if (document.RootElement.ValueKind == JsonValueKind.Object) return Checked(document.RootElement.Clone());
                findings.Error(file, null, "is not a JSON object");
            }
            else
            {
                findings.Error(file, null, "is not UTF-8");
            }
        }
        catch (JsonException e)
        {
            findings.Error(file, null, $"is no JSON: {e.Message.TrimEnd('.')}");
        }
        catch (InvalidOperationException)
        {
            findings.Error(file, null, "has a text with half a character (a lone surrogate)");
        }
        return null;
    }

    // The parser leaves texts as they are until somebody asks for them.
    private static JsonElement Checked(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                _ = element.GetString();
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray()) Checked(item);
                break;
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    _ = property.Name;
                    Checked(property.Value);
                }
                break;
        }
        return element;
    }
}
