using System.Text;
using System.Text.Json;

namespace Push.Apns.Tests.Payloads;

/// <summary>Values as a JSON object, read slowly and surely.</summary>
internal sealed class ListedValues : ITemplateValues
{
    public static ListedValues Instance { get; } = new();

    public static byte[] Pack(object values) => JsonSerializer.SerializeToUtf8Bytes(values);

    public TemplateValue Find(ReadOnlySpan<byte> packed, ReadOnlySpan<byte> name, Span<byte> scratch)
    {
        if (packed.IsEmpty) return default;
        var json = new Utf8JsonReader(packed);
        using var document = JsonDocument.ParseValue(ref json);
        if (!document.RootElement.TryGetProperty(name, out var value)) return default;
        return value.ValueKind == JsonValueKind.String
            ? TemplateValue.Text(Encoding.UTF8.GetBytes(value.GetString()!))
            : TemplateValue.Json(Encoding.UTF8.GetBytes(value.GetRawText()));
    }
}
