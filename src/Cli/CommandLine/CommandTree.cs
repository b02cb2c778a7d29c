using System.CommandLine;
using System.CommandLine.Help;
using Push.Cli.Audiences;
using Push.Cli.Broadcast;
using Push.Cli.Campaigns;
using Push.Cli.Credentials;
using Push.Cli.Devices;
using Push.Cli.Doctor;
using Push.Cli.Feeds;
using Push.Cli.Packages;
using Push.Cli.Payloads.Checking;
using Push.Cli.Quickstart;
using Push.Cli.Sending;
using Push.Cli.Simulation;
using Push.Cli.Users;

namespace Push.Cli.CommandLine;

/// <summary>The commands of <c>push</c>.</summary>
internal static class CommandTree
{
    public static RootCommand Create()
    {
        var root = new RootCommand("Sends notifications to Apple devices: one at a time, or campaigns to millions.")
        {
            QuickstartCommand.Create(),
            SendCommand.Create(),
            CampaignCommand.Create(),
            PayloadCommand.Create(),
            AudienceCommand.Create(),
            ChannelCommand.Create(),
            BroadcastCommand.Create(),
            UserCommand.Create(),
            DeviceCommand.Create(),
            AppCommand.Create(),
            EventsCommand.Create(),
            DoctorCommand.Create(),
            CredentialCommand.Create(),
            PassCommand.Create(),
            PackageCommand.Create(),
            SimulatorCommand.Create(),
            GlobalOptions.Json,
            GlobalOptions.Verbose,
        };
        foreach (var option in root.Options.OfType<HelpOption>())
        {
            option.Action = new HelpWithExamples((HelpAction)option.Action!);
        }

        HelpWithExamples.Add(
            root,
            "push quickstart",
            "push send --app shop --token 7f0c… --title Hello --body World",
            "push campaign start --app shop --tokens devices.csv --payload sale.json");
        return root;
    }
}
