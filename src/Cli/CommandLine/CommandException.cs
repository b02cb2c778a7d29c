namespace Push.Cli.CommandLine;

/// <summary>Ends a command with an exit code and messages for people; the runner prints them.</summary>
internal sealed class CommandException : Exception
{
    public CommandException(int exitCode, IReadOnlyList<Problem> problems)
        : base(string.Join(Environment.NewLine, problems))
    {
        ExitCode = exitCode;
        Problems = problems;
    }

    public CommandException(int exitCode, string field, string rule)
        : this(exitCode, [new Problem(field, rule)])
    {
    }

    /// <summary>One of <see cref="CommandLine.ExitCode"/>.</summary>
    public int ExitCode { get; }

    public IReadOnlyList<Problem> Problems { get; }

    /// <summary>Something the user gave is wrong.</summary>
    public static CommandException BadInput(string field, string rule) => new(CommandLine.ExitCode.BadInput, field, rule);
}
