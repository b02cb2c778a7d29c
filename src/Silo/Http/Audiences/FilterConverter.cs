using System.Text.Json;
using System.Text.Json.Serialization;
using Push.Grains.Audiences;

namespace Push.Silo.Http.Audiences;

/// <summary>Filters in requests, as text or as an object, and in answers, as text.</summary>
internal sealed class FilterConverter : JsonConverter<AudienceFilter>
{
    /// <exception cref="Grains.Notifications.PushRequestException">It is no filter.</exception>
    public override AudienceFilter Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String) return AudienceFilter.Parse(reader.GetString()!);
        using var document = JsonDocument.ParseValue(ref reader);
        return AudienceFilter.Parse(document.RootElement.GetRawText());
    }

    public override void Write(Utf8JsonWriter writer, AudienceFilter value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Text);
}
