using System.CommandLine;
using Push.Cli.CommandLine;

namespace Push.Cli.Campaigns;

/// <summary><c>push campaign</c> and its subcommands.</summary>
internal static class CampaignCommand
{
    public static Command Create()
    {
        var command = new Command("campaign", "Send one notification to many devices, and control it while it runs.")
        {
            StartCommand.Create(),
            ControlCommands.List(),
            ControlCommands.Status(),
            ControlCommands.Pause(),
            ResumeCommand.Create(),
            ControlCommands.Cancel(),
            FailuresCommand.Create(),
            ControlCommands.Delete(),
        };
        HelpWithExamples.Add(
            command,
            "push campaign start --app shop --tokens devices.csv --payload sale.json",
            "push campaign status 7p29bb4qmfcq --data push-data");
        return command;
    }
}
