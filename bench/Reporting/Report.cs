using System.Globalization;

namespace Push.Bench.Reporting;

/// <summary>What one bench found: rows for programs, notes for people.</summary>
sealed class Report(string title)
{
    private readonly List<Row> _rows = [];
    private readonly List<string> _notes = [];

    public string Title { get; } = title;

    public IReadOnlyList<Row> Rows => _rows;

    public IReadOnlyList<string> Notes => _notes;

    /// <summary>A figure that stands for itself.</summary>
    public void Add(string name, double value, string unit) => _rows.Add(new Row(name, Round(value), unit));

    /// <summary>A figure with a limit of its own.</summary>
    public void Add(string name, double value, string unit, Target target) =>
        Keep(new Row(name, Round(value), unit, Target: target.ToString(), Holds: target.IsMetBy(value)));

    /// <summary>A figure beside a peer's of the same run.</summary>
    public void Compare(string name, double value, string unit, string peer, double peerValue, Target? target)
    {
        var ratio = value / peerValue;
        Keep(new Row(name, Round(value), unit, peer, Round(ratio), target?.ToString(), target?.IsMetBy(ratio)));
    }

    /// <summary>A figure beside a peer's that can't be held against a target, and why.</summary>
    public void CompareWithoutTarget(
        string name, double value, string unit, string peer, double peerValue, string why) =>
        _rows.Add(new Row(name, Round(value), unit, peer, Round(value / peerValue), $"none: {why}"));

    public void Note(string note) => _notes.Add(note);

    /// <summary>Four significant digits: more would pretend a precision that no round has.</summary>
    private static double Round(double value)
    {
        if (value == 0 || !double.IsFinite(value))
            return 0;
        var digits = 3 - (int)Math.Floor(Math.Log10(Math.Abs(value)));
        return digits >= 0
            ? Math.Round(value, Math.Min(digits, 15))
            : Math.Round(value);
    }

    private void Keep(Row row)
    {
        _rows.Add(row);
        if (row.Holds is not false)
            return;
        var compared = row.Ratio is { } ratio
            ? string.Create(CultureInfo.InvariantCulture, $"{ratio} × {row.Peer}")
            : string.Create(CultureInfo.InvariantCulture, $"{row.Value} {row.Unit}");
        Note($"{row.Name}: {compared}; wanted {row.Target}.");
    }
}
