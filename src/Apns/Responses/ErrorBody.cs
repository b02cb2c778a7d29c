using System.Text.Json;

namespace Push.Apns;

/// <summary>
/// Reads the body of a rejection, <c>{"reason":"…","timestamp":milliseconds}</c>, which may also stand in GOAWAY's
/// debug data. It takes what it can: a body cut off, with other keys or no JSON at all is no error.
/// </summary>
public static class ErrorBody
{
    /// <summary>The most of a body that is worth keeping, in bytes.</summary>
    public const int MaxLength = 4096;

    private const int MaxReason = 256;
    private const long LastMillisecond = 253_402_300_799_999; // 9999-12-31

    /// <summary>Reads a body, without allocating when the reason is known.</summary>
    /// <param name="status">The status answered; 0 when there was none.</param>
    /// <param name="body">What was received of the body; beyond <see cref="MaxLength"/> it is not looked at.</param>
    public static (ApnsReason Reason, DateTimeOffset? Timestamp) Parse(int status, ReadOnlySpan<byte> body)
    {
        ApnsReason? reason = null;
        DateTimeOffset? timestamp = null;
        if (MayBeObject(body))
        {
            try
            {
                Read(status, body[..Math.Min(body.Length, MaxLength)], ref reason, ref timestamp);
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException)
            {
                // What was read before the damage counts.
            }
        }
        return (reason ?? ApnsReason.Of(status, []), timestamp);
    }

    // Spares the exception for the pages that proxies answer with.
    private static bool MayBeObject(ReadOnlySpan<byte> body) => body.TrimStart(" \t\r\n"u8).StartsWith("{"u8);

    private static void Read(int status, ReadOnlySpan<byte> body, ref ApnsReason? reason, ref DateTimeOffset? timestamp)
    {
        var reader = new Utf8JsonReader(body, isFinalBlock: false, default);
        if (!reader.Read()) return;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isReason = reader.ValueTextEquals("reason"u8);
            var isTimestamp = reader.ValueTextEquals("timestamp"u8);
            if (!reader.Read()) return;
            if (isReason && reader.TokenType == JsonTokenType.String) reason = ReadReason(status, ref reader) ?? reason;
            if (isTimestamp) timestamp = ReadTimestamp(ref reader) ?? timestamp;
            if (!reader.TrySkip()) return;
        }
    }

    private static ApnsReason? ReadReason(int status, ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped) return ApnsReason.Of(status, reader.ValueSpan);
        if (reader.ValueSpan.Length > MaxReason) return null;
        Span<byte> text = stackalloc byte[MaxReason];
        return ApnsReason.Of(status, text[..reader.CopyString(text)]);
    }

    // Apple writes a number; other servers that copy its protocol write a string.
    private static DateTimeOffset? ReadTimestamp(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not (JsonTokenType.Number or JsonTokenType.String)) return null;
        return System.Buffers.Text.Utf8Parser.TryParse(reader.ValueSpan, out long value, out var read)
            && read == reader.ValueSpan.Length && value is > 0 and <= LastMillisecond
            ? DateTimeOffset.FromUnixTimeMilliseconds(value)
            : null;
    }
}
