using System.Globalization;
using Spectre.Console;

namespace Push.Bench.Reporting;

/// <summary>
/// The report for the person at the terminal: figures as one table for each sink with a line for each client, then what
/// was compared, then the notes.
/// </summary>
static class ReportTable
{
    private const int UnknownWidth = 160;

    public static void Print(Report report)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings());
        if (Console.IsOutputRedirected)
            console.Profile.Width = UnknownWidth;
        console.WriteLine(report.Title);
        foreach (var sink in report.Rows.Where(row => row.Peer is null && row.Target is null).GroupBy(SinkOf))
            console.Write(Figures(sink.Key, [.. sink]));
        console.Write(Comparisons(report.Rows.Where(row => row.Peer is not null || row.Target is not null)));
        foreach (var note in report.Notes)
            console.WriteLine("- " + note);
    }

    private static Table Figures(string sink, IReadOnlyList<Row> rows)
    {
        var table = NewTable(sink);
        table.AddColumn("");
        var metrics = rows.Select(row => (Name: MetricOf(row), row.Unit)).Distinct().ToList();
        foreach (var (name, unit) in metrics)
            table.AddColumn(new TableColumn(Markup.Escape($"{name}\n{unit}")).RightAligned());
        foreach (var client in rows.GroupBy(ClientOf))
        {
            var values = client.ToDictionary(MetricOf, row => Number(row.Value));
            table.AddRow(
                [Markup.Escape(client.Key), .. metrics.Select(metric => values.GetValueOrDefault(metric.Name, ""))]);
        }

        return table;
    }

    private static Table Comparisons(IEnumerable<Row> rows)
    {
        var table = NewTable("compared");
        table.AddColumns("", "value", "unit", "peer", "ratio", "target", "holds");
        table.Columns[1].RightAligned();
        table.Columns[4].RightAligned();
        foreach (var row in rows)
        {
            table.AddRow(
                Markup.Escape(row.Name[(row.Name.IndexOf('/', StringComparison.Ordinal) + 1)..]),
                Number(row.Value),
                Markup.Escape(row.Unit),
                Markup.Escape(row.Peer ?? ""),
                row.Ratio is { } ratio ? Number(ratio) : "",
                Markup.Escape(row.Target ?? ""),
                row.Holds switch { true => "[green]yes[/]", false => "[red]no[/]", null => "" });
        }

        return table;
    }

    private static Table NewTable(string title) =>
        new() { Title = new TableTitle(Markup.Escape(title)), Border = TableBorder.Minimal };

    private static string SinkOf(Row row) => row.Name.Split('/')[1];

    private static string ClientOf(Row row) => string.Join('/', row.Name.Split('/')[2..^1]);

    private static string MetricOf(Row row) => row.Name.Split('/')[^1];

    private static string Number(double value) =>
        value.ToString(Math.Abs(value) >= 1000 ? "#,0" : "0.###", CultureInfo.InvariantCulture);
}
