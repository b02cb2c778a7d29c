using System.Buffers;
using System.Text;
using System.Text.Json;
using Push.Grains.Notifications;

namespace Push.Grains.Audiences;

/// <summary>
/// Tags and attributes as one JSON object:
/// <c>{"language":"de","appVersion":"2.10.1","userId":"u1","plan":"pro","age":30,"vip":true,"os":{"version":"17.2"},"tags":["beta"]}</c>.
/// </summary>
public static class AttributesJson
{
    /// <summary>Reads an object. A property that is null is passed over.</summary>
    /// <exception cref="PushRequestException">A value breaks a rule; the message names it.</exception>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static DeviceAttributes Parse(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        return Parse(ref reader);
    }

    /// <summary>Reads the object that the reader stands on, and leaves the reader at its end.</summary>
    /// <inheritdoc cref="Parse(ReadOnlySpan{byte})"/>
    public static DeviceAttributes Parse(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new PushRequestException(RequestFault.Malformed, "attributes: is no JSON object.");
        var builder = new DeviceAttributesBuilder();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            Add(builder, name, ref reader);
        }
        return builder.Build();
    }

    /// <summary>Adds the value that the reader stands on, and leaves the reader at its end.</summary>
    /// <exception cref="PushRequestException">The value breaks a rule; the message names it.</exception>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static void Add(DeviceAttributesBuilder builder, string name, ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                break;
            case JsonTokenType.StartArray when name == AttributeRules.Tags:
                AddTags(builder, ref reader);
                break;
            case JsonTokenType.String:
                builder.Set(name, reader.GetString()!);
                break;
            case JsonTokenType.Number:
                builder.Set(name, reader.GetDouble());
                break;
            case JsonTokenType.True or JsonTokenType.False:
                builder.Set(name, reader.GetBoolean());
                break;
            case JsonTokenType.StartObject:
                builder.Set(name, VersionIn(name, ref reader));
                break;
            default:
                throw Refuse(name, "a value is a string, a number, true, false, or {\"version\":\"1.2\"}");
        }
    }

    /// <summary>Writes an object.</summary>
    public static void Write(Utf8JsonWriter writer, AttributeReader attributes)
    {
        writer.WriteStartObject();
        WriteProperties(writer, attributes);
        writer.WriteEndObject();
    }

    /// <summary>Writes the properties of the object, for one that has others beside them.</summary>
    public static void WriteProperties(Utf8JsonWriter writer, AttributeReader attributes)
    {
        var hasTags = false;
        foreach (var entry in attributes)
        {
            if (entry.IsTag) hasTags = true;
            else WriteValue(writer, entry);
        }
        if (!hasTags) return;
        writer.WriteStartArray("tags"u8);
        foreach (var entry in attributes)
            if (entry.IsTag) writer.WriteStringValue(entry.Value.Utf8);
        writer.WriteEndArray();
    }

    internal static string ToText(DeviceAttributes attributes)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer)) Write(writer, attributes.Read());
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteValue(Utf8JsonWriter writer, AttributeReader.Entry entry)
    {
        switch (entry.Value.Kind)
        {
            case AttributeKind.Number:
                writer.WriteNumber(entry.Name, entry.Value.Number);
                break;
            case AttributeKind.Boolean:
                writer.WriteBoolean(entry.Name, entry.Value.Boolean);
                break;
            case AttributeKind.Version when !entry.Name.SequenceEqual("appVersion"u8):
                writer.WriteStartObject(entry.Name);
                writer.WriteString("version"u8, entry.Value.ToString());
                writer.WriteEndObject();
                break;
            default:
                writer.WriteString(entry.Name, entry.Value.ToString());
                break;
        }
    }

    private static void AddTags(DeviceAttributesBuilder builder, ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.String) throw Refuse(AttributeRules.Tags, "a tag is a string");
            builder.AddTag(reader.GetString()!);
        }
    }

    private static AppVersion VersionIn(string name, ref Utf8JsonReader reader)
    {
        var isVersion = reader.Read() && reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("version"u8)
            && reader.Read() && reader.TokenType == JsonTokenType.String;
        var version = default(AppVersion);
        isVersion = isVersion && AppVersion.TryParse(Encoding.UTF8.GetBytes(reader.GetString()!), out version);
        if (isVersion && reader.Read() && reader.TokenType == JsonTokenType.EndObject) return version;
        throw Refuse(name, "an object has one property, version, of 1 to 4 numbers separated by points");
    }

    private static PushRequestException Refuse(string name, string rule) =>
        new(RequestFault.Malformed, $"attributes: {name}: {rule}.");
}
