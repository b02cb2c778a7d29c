using System.Text.Json;
using Push.Apns;

namespace Push.Cli.TokenFiles;

/// <summary>One line of NDJSON: an object whose property <c>token</c> is the token; other properties are passed over.</summary>
internal static class JsonLine
{
    public static bool TryParse(ReadOnlySpan<byte> line, out DeviceToken token, out string? error)
    {
        token = default;
        try
        {
            var reader = new Utf8JsonReader(line);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return Fail("no JSON object", out error);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var found = reader.ValueTextEquals("token"u8);
                reader.Read();
                if (!found) reader.Skip();
                else if (reader.TokenType != JsonTokenType.String) return Fail("\"token\" is no string", out error);
                else return HexText.TryParse(Text(in reader), out token, out error);
            }

            return Fail("no property \"token\"", out error);
        }
        catch (JsonException)
        {
            return Fail("no valid JSON", out error);
        }
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
