using System.Text.Json;
using System.Text.Unicode;

namespace Push.Apns;

/// <summary>
/// The rules of a payload: its size, that it is one JSON object, and by <see cref="PayloadContents"/> what stands in it.
/// </summary>
internal static class PayloadRules
{
    public const string Field = "payload";

    // Apple names no limit; this only bounds the reader's work.
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 512 };

    public static void Check(NotificationContent content, PushTypeRule rule, List<NotificationViolation> found)
    {
        var payload = content.Payload;
        if (payload.IsEmpty)
        {
            Add("must not be empty; the smallest payload is {}");
            return;
        }

        if (payload.Length > rule.MaxPayload) Add($"must have at most {rule.MaxPayload} bytes, not {payload.Length}");
        if (!Utf8.IsValid(payload.Span))
        {
            Add("must be UTF-8");
            return;
        }

        try
        {
            using var document = JsonDocument.Parse(payload, Options);
            if (document.RootElement.ValueKind != JsonValueKind.Object) Add("must be a JSON object");
            else PayloadContents.Check(document.RootElement, new PayloadFindings(rule, content.AllowUnknown, found));
        }
        catch (JsonException e)
        {
            Add($"must be well-formed JSON; line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1} is not");
        }

        void Add(string broken) => found.Add(new NotificationViolation(Field, broken));
    }
}
