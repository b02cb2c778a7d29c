using System.Text.Json;
using System.Text.Json.Serialization;
using Push.Grains.Audiences;

namespace Push.Silo.Http.Devices;

/// <summary>Tags and attributes in requests and answers.</summary>
internal sealed class AttributesConverter : JsonConverter<DeviceAttributes>
{
    /// <exception cref="Grains.Notifications.PushRequestException">A value breaks a rule.</exception>
    public override DeviceAttributes Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        AttributesJson.Parse(ref reader);

    public override void Write(Utf8JsonWriter writer, DeviceAttributes value, JsonSerializerOptions options) =>
        AttributesJson.Write(writer, value.Read());
}
