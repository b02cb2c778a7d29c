namespace Push.Cli.CommandLine;

/// <summary>Collects everything that is wrong with the input, so that it is reported at once and not one by one.</summary>
internal sealed class Problems
{
    private readonly List<Problem> _all = [];

    public bool Any => _all.Count > 0;

    public void Add(string field, string rule) => Add(new Problem(field, rule));

    public void Add(Problem problem) => _all.Add(problem);

    public void ThrowIfAny()
    {
        if (Any) throw new CommandException(ExitCode.BadInput, [.. _all]);
    }
}
