using System.CommandLine;
using Push.Cli.CommandLine;

namespace Push.Cli.Users;

/// <summary><c>push user</c> and its subcommands.</summary>
internal static class UserCommand
{
    public static Command Create()
    {
        var command = new Command("user", "Send to all devices of one user, and look at them.")
        {
            UserSendCommand.Create(),
            UserDevicesCommand.Create(),
        };
        HelpWithExamples.Add(command, "push user send --app shop --user 17 --payload hello.json --cluster");
        return command;
    }
}
