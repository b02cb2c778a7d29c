using System.CommandLine;
using Push.Cli.CommandLine;

namespace Push.Cli.Audiences;

/// <summary><c>push audience</c> and its subcommands.</summary>
internal static class AudienceCommand
{
    public static Command Create()
    {
        var command = new Command("audience", "Import, count and export the devices of an app.")
        {
            ImportCommand.Create(),
            CountCommand.Create(),
            ExportCommand.Create(),
        };
        HelpWithExamples.Add(command, "push audience count --app shop --filter 'tag = news'");
        return command;
    }
}
