using System.CommandLine;

namespace Push.Cli.Apps;

/// <summary>The option <c>--app</c> of commands that need a configured app.</summary>
internal static class AppOption
{
    public static Option<string> Create(string description = "The app of the configuration.") => new("--app")
    {
        Description = description,
        HelpName = "NAME",
        Required = true,
    };
}
