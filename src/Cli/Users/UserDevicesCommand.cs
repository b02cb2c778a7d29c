using System.CommandLine;
using Push.Cli.Campaigns;
using Push.Cli.CommandLine;
using Push.Cli.Output;
using Spectre.Console;

namespace Push.Cli.Users;

/// <summary><c>push user devices</c>: the devices that belong to a user now.</summary>
internal static class UserDevicesCommand
{
    public static Command Create()
    {
        var options = new UserOptions();
        var command = new Command("devices", "List the devices of a user.");
        options.AddTo(command);
        HelpWithExamples.Add(command, "push user devices --app shop --user 17");
        return command.Runs(context => RunAsync(context, options));
    }

    private static async Task<int> RunAsync(CommandContext context, UserOptions options)
    {
        var (app, user) = (context.Get(options.App)!, options.UserIn(context));
        await using var cluster = await Clusters.ConnectAsync(context, options.Cluster, sends: false, app);
        return await Requests.CheckAsync(async () =>
        {
            var devices = await cluster.Push.Users.GetDevicesAsync(app, user);
            UserDeviceResult[] results = [.. devices.Select(UserDeviceResult.Of)];
            context.Terminal.Result(results, ResultJson.Readable.UserDeviceResultArray, console => Draw(console, results));
            return ExitCode.Finished;
        }, field: Requests.Malformed("--user"));
    }

    private static void Draw(IAnsiConsole console, UserDeviceResult[] devices)
    {
        if (devices.Length == 0)
        {
            console.WriteLine("no devices");
            return;
        }

        var table = Tables.Create("token", "registered", "attributes");
        foreach (var device in devices)
            table.AddRow(new Text(device.Token), new Text(device.RegisteredAt?.ToLocalText() ?? "not known"), new Text(device.Attributes));
        console.Write(table);
    }
}
