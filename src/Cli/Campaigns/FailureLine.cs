using System.Text.Json;
using Push.Cli.Output;

namespace Push.Cli.Campaigns;

/// <summary>A device that was not accepted, as a line.</summary>
/// <param name="Token">The device's token.</param>
/// <param name="Outcome">rejected, skipped or unknown.</param>
/// <param name="Reason">Why, as the counts name it.</param>
internal sealed record FailureLine(string Token, string Outcome, string Reason)
{
    public string ToJson() => JsonSerializer.Serialize(this, ResultJson.Readable.FailureLine) + "\n";

    /// <summary>RFC 4180; a reason is Apple's text, so it may be anything, and no program should take it for a formula.</summary>
    public string ToCsv() => $"{Token},{Outcome},{Quote(Reason)}\n";

    private static string Quote(string text)
    {
        if (text.Length > 0 && "=+-@".Contains(text[0], StringComparison.Ordinal)) text = "'" + text;
        return text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
