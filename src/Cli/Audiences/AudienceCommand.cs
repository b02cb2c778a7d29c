using System.CommandLine;
using Push.Cli.CommandLine;

namespace Push.Cli.Audiences;

/// <summary><c>push audience</c> and its subcommands.</summary>
internal static class AudienceCommand
{
    public static Command Create()
    {
        var command = new Command("audience", "Look at the devices of an app.")
        {
            CountCommand.Create(),
        };
        HelpWithExamples.Add(command, "push audience count --app shop --filter 'tag = news'");
        return command;
    }
}
