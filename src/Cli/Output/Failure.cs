using Push.Cli.CommandLine;

namespace Push.Cli.Output;

/// <summary>What <c>--json</c> prints when a command failed before it had a result.</summary>
internal sealed record Failure(FailureDetail Error);

/// <summary>The exit code and everything that was wrong.</summary>
internal sealed record FailureDetail(int ExitCode, IReadOnlyList<Problem> Problems);
