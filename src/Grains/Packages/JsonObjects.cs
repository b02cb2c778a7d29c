using System.Text.Json;

namespace Push.Grains.Packages;

/// <summary>The rule for JSON that goes into packages as it was given.</summary>
internal static class JsonObjects
{
    /// <summary>Whether bytes are one JSON object.</summary>
    public static bool IsObject(ReadOnlyMemory<byte> json, int maxLength)
    {
        if (json.Length > maxLength) return false;
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
