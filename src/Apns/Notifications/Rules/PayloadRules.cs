using System.Text.Json;
using System.Text.Unicode;

namespace Push.Apns;

/// <summary>
/// The rules of a payload: its size, that it is one JSON object, and by <see cref="PayloadContents"/> what stands in it.
/// </summary>
internal static class PayloadRules
{
    public const string Field = "payload";

    /// <summary>How deep a payload may be nested. Apple names no limit; this only bounds the reader's work.</summary>
    public const int MaxDepth = 512;

    // What is larger is a mistake of another kind, and not worth reading.
    private const int MostRead = 64 * 1024;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = MaxDepth };

    public static void Check(NotificationContent content, PushTypeRule rule, List<NotificationViolation> found)
    {
        if (content.Template is not { } template)
        {
            Check(content.Payload, Field, content, rule, found);
            return;
        }

        foreach (var (language, payload) in template.Samples())
            Check(payload, language is null ? Field : $"{Field}[{language}]", content, rule, found);
    }

    private static void Check(
        ReadOnlyMemory<byte> payload,
        string field,
        NotificationContent content,
        PushTypeRule rule,
        List<NotificationViolation> found)
    {
        if (payload.IsEmpty)
        {
            Add("must not be empty; the smallest payload is {}");
            return;
        }

        if (payload.Length > rule.MaxPayload) Add($"must have at most {rule.MaxPayload} bytes, not {payload.Length}");
        if (payload.Length > MostRead) return;
        if (!Utf8.IsValid(payload.Span))
        {
            Add("must be UTF-8");
            return;
        }

        try
        {
            using var document = JsonDocument.Parse(payload, Options);
            if (document.RootElement.ValueKind != JsonValueKind.Object) Add("must be a JSON object");
            else PayloadContents.Check(document.RootElement, new PayloadFindings(field, rule, content.AllowUnknown, found));
        }
        catch (JsonException e)
        {
            Add($"must be well-formed JSON; line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1} is not");
        }
        catch (InvalidOperationException)
        {
            // The reader finds an escape like \ud800 only when it is asked for the text.
            Add("must be valid Unicode; an escape in it is half a character");
        }

        void Add(string broken) => found.Add(new NotificationViolation(field, broken));
    }
}
