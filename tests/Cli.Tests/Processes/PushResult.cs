using System.Text.Json;

namespace Push.Cli.Processes;

/// <summary>What a run of <c>push</c> left behind.</summary>
internal sealed record PushResult(int ExitCode, string Output, string Error)
{
    /// <summary>Standard output as the one JSON document that it has to be.</summary>
    public JsonElement Json()
    {
        using var document = JsonDocument.Parse(Output);
        return document.RootElement.Clone();
    }
}
