using System.Globalization;
using Spectre.Console;

namespace Push.Bench.Reporting;

/// <summary>The report for the person at the terminal.</summary>
static class ReportTable
{
    public static void Print(IAnsiConsole console, Report report)
    {
        var table = new Table { Title = new TableTitle(Markup.Escape(report.Title)), Border = TableBorder.Minimal };
        table.AddColumn("name");
        table.AddColumn(new TableColumn("value").RightAligned());
        table.AddColumn("unit");
        table.AddColumn("peer");
        table.AddColumn(new TableColumn("ratio").RightAligned());
        table.AddColumn("target");
        table.AddColumn("holds");
        foreach (var row in report.Rows)
        {
            table.AddRow(
                Markup.Escape(row.Name),
                Number(row.Value),
                Markup.Escape(row.Unit),
                Markup.Escape(row.Peer ?? ""),
                row.Ratio is { } ratio ? Number(ratio) : "",
                Markup.Escape(row.Target ?? ""),
                row.Holds switch { true => "[green]yes[/]", false => "[red]no[/]", null => "" });
        }

        console.Write(table);
        foreach (var note in report.Notes)
            console.WriteLine("- " + note);
    }

    private static string Number(double value) =>
        value.ToString(Math.Abs(value) >= 1000 ? "#,0" : "0.###", CultureInfo.InvariantCulture);
}
