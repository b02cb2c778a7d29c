using System.Text.Json;

namespace Push.Apns.Connections;

/// <summary>Reads <c>{"reason":"…","timestamp":ms}</c>, from an answer or from GOAWAY's debug data.</summary>
internal static class AnswerBody
{
    /// <summary>
    /// Reads what is there. A body that is cut off or no JSON gives what could be read before: its status has decided
    /// already.
    /// </summary>
    public static ApnsReason Read(int status, ReadOnlySpan<byte> body, out DateTimeOffset? timestamp)
    {
        timestamp = null;
        var reason = ApnsReason.Of(status, default);
        // Gateways and proxies answer in HTML; that isn't worth an exception.
        if (body.IsEmpty || body.TrimStart(" \t\r\n"u8) is not [(byte)'{', ..]) return reason;
        var reader = new Utf8JsonReader(body, isFinalBlock: false, new JsonReaderState());
        try
        {
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var (isReason, isTimestamp) = (reader.ValueTextEquals("reason"u8), reader.ValueTextEquals("timestamp"u8));
                if (!reader.Read()) break;
                if (isReason && reader.TokenType == JsonTokenType.String) reason = ApnsReason.Of(status, Text(ref reader));
                else if (isTimestamp && reader.TokenType == JsonTokenType.Number) timestamp = Time(ref reader);
                else if (!reader.TrySkip()) break;
            }
        }
        catch (JsonException)
        {
            // What was read before the fault counts.
        }

        return reason;
    }

    private static ReadOnlySpan<byte> Text(ref Utf8JsonReader reader) =>
        reader.ValueIsEscaped ? System.Text.Encoding.UTF8.GetBytes(reader.GetString()!) : reader.ValueSpan;

    private static DateTimeOffset? Time(ref Utf8JsonReader reader) =>
        reader.TryGetInt64(out var milliseconds) && milliseconds is > 0 and < 253_402_300_800_000
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;
}
