using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Push.Bench.Payloads;

/// <summary>The same alert as records for the serializer.</summary>
sealed record AlertModel([property: JsonPropertyName("aps")] ApsModel Aps);

sealed record ApsModel(
    [property: JsonPropertyName("alert")] TextModel Alert,
    [property: JsonPropertyName("badge")] int Badge,
    [property: JsonPropertyName("sound")] string Sound,
    [property: JsonPropertyName("thread-id")] string ThreadId);

sealed record TextModel(
    [property: JsonPropertyName("title")] string Title,
    [property: JsonPropertyName("body")] string Body);

[JsonSerializable(typeof(AlertModel))]
sealed partial class AlertJson : JsonSerializerContext
{
    public static AlertJson Relaxed { get; } =
        new(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
