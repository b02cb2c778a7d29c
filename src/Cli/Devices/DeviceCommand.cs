using System.CommandLine;
using Push.Apns;
using Push.Cli.Apps;
using Push.Cli.Campaigns;
using Push.Cli.CommandLine;
using Push.Cli.Output;

namespace Push.Cli.Devices;

/// <summary><c>push device</c>: what is kept of one device.</summary>
internal static class DeviceCommand
{
    public static Command Create()
    {
        var app = AppOption.Create();
        var token = new Option<string>("--token")
        {
            Description = "The device's token in hexadecimal.",
            HelpName = "HEX",
            Required = true,
        };
        var cluster = new ClusterOptions();
        var command = new Command("device", "Look a device up: when it registered, and whether it is retired.") { app, token };
        cluster.AddTo(command);
        HelpWithExamples.Add(command, "push device --app shop --token 7f0c…");
        return command.Runs(context => RunAsync(context, cluster, app, token));
    }

    private static async Task<int> RunAsync(
        CommandContext context, ClusterOptions options, Option<string> appOption, Option<string> tokenOption)
    {
        if (!DeviceToken.TryParse(context.Get(tokenOption), out var token, out var error))
            throw CommandException.BadInput("--token", $"{error}");
        await using var cluster = await Clusters.ConnectAsync(context, options, sends: false);
        return await Requests.CheckAsync(async () =>
        {
            var record = await cluster.Push.Devices.FindAsync(context.Get(appOption)!, token)
                ?? throw CommandException.BadInput("--token", "this device is not known to the app");
            var result = DeviceResult.Of(record);
            context.Terminal.Result(result, ResultJson.Readable.DeviceResult, result.Draw);
            return ExitCode.Finished;
        }, field: Requests.Malformed(appOption.Name));
    }
}
