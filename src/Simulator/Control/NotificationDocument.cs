using System.Text;
using Push.Simulator.Notifications;

namespace Push.Simulator.Control;

/// <summary>
/// The JSON of one entry of <c>GET /notifications</c>. The body stands as text when it is UTF-8, else as <c>bodyBase64</c>.
/// </summary>
internal sealed record NotificationDocument(
    string Token,
    string ApnsId,
    int Status,
    string? Reason,
    string? Remark,
    DateTimeOffset ReceivedAt,
    IReadOnlyDictionary<string, string> Headers,
    string? Body,
    string? BodyBase64)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static NotificationDocument Of(ReceivedNotification notification)
    {
        string? text = Text(notification.Body.Span);
        return new NotificationDocument(
            notification.Token,
            notification.Id.ToString(),
            notification.Status,
            notification.Reason,
            notification.Remark,
            notification.ReceivedAt,
            Join(notification),
            text,
            text is null ? Convert.ToBase64String(notification.Body.Span) : null);
    }

    /// <summary>A header that stands more than once is joined by commas (RFC 9110 §5.3).</summary>
    private static Dictionary<string, string> Join(ReceivedNotification notification)
    {
        Dictionary<string, string> headers = new(StringComparer.Ordinal);
        foreach ((string name, string value) in notification.Headers)
            headers[name] = headers.TryGetValue(name, out string? before) ? $"{before}, {value}" : value;
        return headers;
    }

    private static string? Text(ReadOnlySpan<byte> body)
    {
        try
        {
            return Strict.GetString(body);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
