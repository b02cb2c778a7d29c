namespace Push.Simulator;

/// <summary>What was told to the simulator can't be done; nothing was changed.</summary>
public sealed class InputException : ArgumentException
{
    internal InputException(IReadOnlyList<InputProblem> problems)
        : base(string.Join(' ', problems.Select(p => $"{p.Field} {p.Rule}."))) => Problems = problems;

    internal InputException(string field, string rule)
        : this([new InputProblem(field, rule)])
    {
    }

    /// <summary>Every field that is wrong, or the first 100 of them.</summary>
    public IReadOnlyList<InputProblem> Problems { get; }
}

/// <summary>A field that breaks a rule.</summary>
/// <param name="Field">The field as its JSON path, such as <c>goAway.every</c>, or the name of a parameter.</param>
/// <param name="Rule">What it must be.</param>
public sealed record InputProblem(string Field, string Rule);

/// <summary>Gathers what is wrong, so that all of it is told at once.</summary>
internal sealed class InputProblems
{
    private const int MaxProblems = 100;

    private readonly List<InputProblem> _problems = [];
    private readonly List<string> _malformed = [];

    /// <summary>Adds a problem, unless the field, or the one around it, could not even be read: its value is not the one that was given.</summary>
    public void Add(string field, string rule)
    {
        if (_problems.Count < MaxProblems && !_malformed.Exists(m => field == m || field.StartsWith(m + '.', StringComparison.Ordinal)))
            _problems.Add(new InputProblem(field, rule));
    }

    /// <summary>Adds a field that can't be read.</summary>
    public void AddMalformed(string field, string rule)
    {
        Add(field, rule);
        if (_problems.Count < MaxProblems)
            _malformed.Add(field);
    }

    public void AddUnknown(string field, IEnumerable<string> known) =>
        Add(field.Length == 0 ? "\"\"" : field, "is unknown; known are " + string.Join(", ", known.DefaultIfEmpty("none")));

    public void Unless(bool holds, string field, string rule)
    {
        if (!holds)
            Add(field, rule);
    }

    /// <exception cref="InputException">There are some.</exception>
    public void ThrowIfAny()
    {
        if (_problems.Count > 0)
            throw new InputException(_problems);
    }
}
