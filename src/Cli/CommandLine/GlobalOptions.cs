using System.CommandLine;

namespace Push.Cli.CommandLine;

/// <summary>The options that every command takes.</summary>
internal static class GlobalOptions
{
    public static readonly Option<bool> Json = new("--json")
    {
        Description = "Print the result as one JSON document on standard output.",
        Recursive = true,
    };

    public static readonly Option<bool> Verbose = new("--verbose", "-v")
    {
        Description = "Show the logs of the framework too, on standard error.",
        Recursive = true,
    };
}
