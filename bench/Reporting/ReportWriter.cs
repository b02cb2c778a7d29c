using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Push.Bench.Reporting;

/// <summary>Puts a report into a JSON file, and into a Markdown file beside it with machine and command.</summary>
static class ReportWriter
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static async Task WriteAsync(
        Report report, FileInfo json, string machine, string command, CancellationToken cancellationToken)
    {
        json.Directory?.Create();
        await File.WriteAllTextAsync(
            json.FullName, JsonSerializer.Serialize(report.Rows, Json) + "\n", cancellationToken);
        await File.WriteAllTextAsync(
            Path.ChangeExtension(json.FullName, ".md"), Markdown(report, machine, command), cancellationToken);
    }

    private static string Markdown(Report report, string machine, string command)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# {report.Title}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"Machine: {machine}\n\nCommand: `{command}`\n");
        if (report.Notes.Count > 0)
            text.Append('\n');
        foreach (var note in report.Notes)
            text.Append(CultureInfo.InvariantCulture, $"- {note}\n");

        text.Append("\n| name | value | unit | peer | ratio | target | holds |\n|---|--:|---|---|--:|---|---|\n");
        foreach (var row in report.Rows)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {row.Name} | {row.Value} | {row.Unit} | {row.Peer} | {row.Ratio} | {row.Target} | {Word(row.Holds)} |\n");
        }

        return text.ToString();
    }

    private static string Word(bool? holds) => holds switch
    {
        true => "yes",
        false => "no",
        null => "",
    };
}
