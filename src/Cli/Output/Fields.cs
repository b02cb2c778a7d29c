using Spectre.Console;

namespace Push.Cli.Output;

/// <summary>Names and values below each other, aligned; a null value leaves its line out.</summary>
internal sealed class Fields
{
    private const int Gap = 2;

    private readonly List<(string Name, string Value, Color? Color)> _lines = [];

    public Fields Add(string name, string? value, Color? color = null)
    {
        if (value is not null) _lines.Add((name, value, color));
        return this;
    }

    public void Draw(IAnsiConsole console)
    {
        var width = _lines.Max(line => line.Name.Length) + Gap;
        foreach (var (name, value, color) in _lines)
        {
            console.Write(new Text(name.PadRight(width), new Style(decoration: Decoration.Dim)));
            console.Write(new Text(value, new Style(color)));
            console.WriteLine();
        }
    }
}
