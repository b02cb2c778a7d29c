namespace Push.Cli.CommandLine;

/// <summary>What the process's exit code says; scripts decide by these.</summary>
internal static class ExitCode
{
    /// <summary>Finished, and every device is accounted for, refusals included; <c>send</c>: accepted.</summary>
    public const int Finished = 0;

    /// <summary><c>send</c> was refused; a package is not valid; or a campaign stopped, was paused, has unknowns or counts that differ.</summary>
    public const int Incomplete = 1;

    /// <summary>Usage or bad input, parse errors too: nothing was sent.</summary>
    public const int BadInput = 2;

    /// <summary>Could not connect, or the credential was refused.</summary>
    public const int Unreachable = 3;

    /// <summary>Interrupted (Ctrl-C): 128 + SIGINT, as shells count.</summary>
    public const int Interrupted = 130;
}
