using System.Text.Json;
using System.Text.Unicode;

namespace Push.Apns;

/// <summary>
/// What can be said of a payload without knowing its meaning: its size, and that it is one JSON object.
/// </summary>
internal static class PayloadRules
{
    // Apple names no limit; this only bounds the reader's work.
    private const int MaxDepth = 512;

    public static string? Check(ReadOnlySpan<byte> payload, int maxLength)
    {
        if (payload.IsEmpty) return "must not be empty; the smallest payload is {}";
        if (payload.Length > maxLength) return $"must have at most {maxLength} bytes, not {payload.Length}";
        if (!Utf8.IsValid(payload)) return "must be UTF-8";
        try
        {
            var reader = new Utf8JsonReader(payload, new JsonReaderOptions { MaxDepth = MaxDepth });
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return "must be a JSON object";
            while (reader.Read()) { }
            return null;
        }
        catch (JsonException e)
        {
            return $"must be well-formed JSON; line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1} is not";
        }
    }
}
