namespace Push.Simulator.Faults;

/// <summary>A set of faults that can't be put in force.</summary>
public sealed class FaultException : ArgumentException
{
    internal FaultException(IReadOnlyList<FaultProblem> problems)
        : base(string.Join(' ', problems.Select(p => $"{p.Field} {p.Rule}."))) => Problems = problems;

    /// <summary>Every field that is wrong.</summary>
    public IReadOnlyList<FaultProblem> Problems { get; }
}

/// <summary>A field that breaks a rule.</summary>
/// <param name="Field">The field as its JSON path, such as <c>goAway.every</c>.</param>
/// <param name="Rule">What it must be.</param>
public sealed record FaultProblem(string Field, string Rule);

/// <summary>Gathers what is wrong, so that all of it is told at once.</summary>
internal sealed class FaultProblems
{
    private readonly List<FaultProblem> _problems = [];

    public void Add(string field, string rule) => _problems.Add(new FaultProblem(field, rule));

    public void Unless(bool holds, string field, string rule)
    {
        if (!holds)
            Add(field, rule);
    }

    /// <exception cref="FaultException">There are some.</exception>
    public void ThrowIfAny()
    {
        if (_problems.Count > 0)
            throw new FaultException(_problems);
    }
}
