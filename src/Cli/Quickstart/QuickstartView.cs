using Push.Cli.Output;
using Spectre.Console;

namespace Push.Cli.Quickstart;

/// <summary>Draws the end of a quickstart: both counts side by side.</summary>
internal static class QuickstartView
{
    private const string Agreement =
        "Every good device was accepted exactly once, every other was refused and judged, and all counts agree.";

    public static void Draw(IAnsiConsole console, QuickstartResult result)
    {
        var table = Tables.Create("").AddNumbers("campaign", "simulated APNs");
        AddRow("devices", result.Counts.Audience, null);
        AddRow("accepted", result.Counts.Accepted, result.Simulator.Accepted);
        AddRow("rejected", result.Counts.Rejected, result.Simulator.Rejected);
        foreach (var (reason, count) in result.Counts.RejectedBy) AddRow($"  {reason}", count, AtSimulator(result, reason));
        AddRow("retired", result.Counts.Retired, null);
        AddRow("proposed to be retired", result.Counts.Proposed, null);
        AddRow("skipped", result.Counts.Skipped, null);
        AddRow("unknown", result.Counts.Unknown, null);
        AddRow("pending", result.Counts.Pending, null);
        AddRow("accepted twice", null, result.Simulator.Duplicates);
        console.Write(table);
        new Fields()
            .Add("campaign", $"{result.Campaign}, {result.State}")
            .Add("continued", result.Before is { } before
                ? $"{before.Accepted + before.Rejected:N0} answers came to an earlier process; this simulator counts since"
                : null)
            .Add("import", result.ImportSeconds is { } import ? $"{import:0.0} s" : null)
            .Add("time", $"{result.Seconds:0.0} s")
            .Add("rate", $"{result.Rate:N0} notifications/s over {Connections(result.Simulator.Connections)}")
            .Add("data", result.Data)
            .Draw(console);
        console.WriteLine();
        if (result is { State: "finished", Differences.Count: 0 })
        {
            console.Write(new Text(Agreement, new Style(Color.Green)));
            console.WriteLine();
        }

        foreach (var difference in result.Differences)
        {
            console.Write(new Text($"differs: {difference}", new Style(Color.Red)));
            console.WriteLine();
        }

        void AddRow(string name, long? ours, long? theirs) => table.AddRow(new Text(name), Number(ours), Number(theirs));
    }

    private static string Connections(long count) => count == 1 ? "1 connection" : $"{count} connections";

    private static Text Number(long? number) => number is { } value ? Tables.Number(value) : new Text("");

    private static long? AtSimulator(QuickstartResult result, string reason)
    {
        var name = reason[(reason.LastIndexOf(' ') + 1)..];
        return result.Simulator.RejectedBy.TryGetValue(name, out var count) ? count : 0;
    }
}
