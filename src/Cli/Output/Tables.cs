using System.Globalization;
using Spectre.Console;

namespace Push.Cli.Output;

/// <summary>The one look of all tables: a line under the header, words to the left, numbers to the right.</summary>
internal static class Tables
{
    /// <summary>A table whose first column holds words; with two columns, the second holds numbers.</summary>
    public static Table Create(params string[] columns)
    {
        var table = new Table().Border(TableBorder.Simple);
        var numbers = columns.Length == 2;
        for (var i = 0; i < columns.Length; i++)
        {
            if (numbers && i == 1) table.AddNumber(columns[i]);
            else table.AddColumn(new TableColumn(new Text(columns[i])).NoWrap());
        }

        return table;
    }

    public static Table AddNumber(this Table table, string column) =>
        table.AddColumn(new TableColumn(new Text(column)).RightAligned().NoWrap());

    public static Table AddNumbers(this Table table, params string[] columns)
    {
        foreach (var column in columns) table.AddNumber(column);
        return table;
    }

    /// <summary>A number with separators between thousands, whatever the machine's language.</summary>
    public static Text Number(long number) => new(number.ToString("N0", CultureInfo.InvariantCulture));
}
