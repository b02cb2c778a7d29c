using System.Text.Json;
using Push.Apns;
using Push.Grains.Audiences;
using Push.Grains.Notifications;

namespace Push.Cli.TokenFiles;

/// <summary>
/// One line of NDJSON: an object whose property <c>token</c> is the token; the others are attributes. Arrays but <c>tags</c> and objects
/// but versions are passed over.
/// </summary>
internal static class JsonLine
{
    public static bool TryParse(ReadOnlySpan<byte> line, out AudienceDevice device, out string? error)
    {
        device = default;
        try
        {
            var reader = new Utf8JsonReader(line);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return Fail("no JSON object", out error);
            var token = default(DeviceToken);
            DateTimeOffset? registeredAt = null;
            DeviceAttributesBuilder? attributes = null;
            var (fields, ofFailure) = (0, 0);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                fields++;
                if (IsOfFailure(in reader)) ofFailure++;
                if (reader.ValueTextEquals("token"u8))
                {
                    if (!token.IsEmpty) return Fail("\"token\" stands twice", out error);
                    reader.Read();
                    if (reader.TokenType != JsonTokenType.String) return Fail("\"token\" is no string", out error);
                    if (!HexText.TryParse(Text(in reader), out token, out error)) return false;
                }
                else
                {
                    Take(ref reader, ref attributes, ref registeredAt);
                }
            }

            if (token.IsEmpty) return Fail("no property \"token\"", out error);
            var isFailure = (fields, ofFailure) == (3, 2);
            device = new AudienceDevice(token, isFailure ? default : attributes?.Build() ?? default, registeredAt);
            error = null;
            return true;
        }
        catch (JsonException)
        {
            return Fail("no valid JSON", out error);
        }
        catch (PushRequestException e)
        {
            return Fail(e.Message, out error);
        }
    }

    private static void Take(
        ref Utf8JsonReader reader, ref DeviceAttributesBuilder? attributes, ref DateTimeOffset? registeredAt)
    {
        var name = AttributeColumn.NameOf(reader.GetString()!);
        reader.Read();
        if (AttributeColumn.IsRegisteredAt(name))
        {
            registeredAt = reader.TokenType == JsonTokenType.Null ? null : AttributeColumn.TimeIn(
                reader.TokenType == JsonTokenType.Number ? $"{reader.GetInt64()}" : reader.GetString()!);
        }
        else if (!IsAttribute(name, ref reader))
        {
            reader.Skip();
        }
        else
        {
            AttributesJson.Add(attributes ??= new DeviceAttributesBuilder(), name, ref reader);
        }
    }

    private static bool IsOfFailure(ref readonly Utf8JsonReader reader) =>
        reader.ValueTextEquals(FailureColumns.Outcome) || reader.ValueTextEquals(FailureColumns.Reason);

    private static bool IsAttribute(string name, ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.StartArray) return name == AttributeRules.Tags;
        if (reader.TokenType != JsonTokenType.StartObject) return true;
        var inside = reader;
        return inside.Read() && inside.TokenType == JsonTokenType.PropertyName && inside.ValueTextEquals("version"u8);
    }

    private static ReadOnlySpan<byte> Text(ref readonly Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped) return reader.ValueSpan;
        var text = new byte[reader.ValueSpan.Length];
        return text.AsSpan(0, reader.CopyString(text));
    }

    private static bool Fail(string why, out string? error)
    {
        error = why;
        return false;
    }
}
