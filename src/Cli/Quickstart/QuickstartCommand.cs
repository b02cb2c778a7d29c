using System.CommandLine;
using Push.Cli.CommandLine;

namespace Push.Cli.Quickstart;

/// <summary><c>push quickstart</c>: the whole product in one process, and a simulated APNs that counts for itself.</summary>
internal static class QuickstartCommand
{
    private const int MostDevices = 100_000_000;
    private const int MostConnections = 256;

    private static readonly Option<int> Devices = new("--devices")
    {
        Description = "Devices to make: 1 % of them are gone (dead…), 0.5 % never were (badd…).",
        HelpName = "N",
        DefaultValueFactory = _ => 100_000,
    };

    private static readonly Option<int> Connections = new("--connections")
    {
        Description = "Connections to the simulated APNs.",
        HelpName = "N",
        DefaultValueFactory = _ => 2,
    };

    private static readonly Option<string?> Data = new("--data")
    {
        Description = "Data folder to keep, and to go on in after an interruption; a temporary one if left out.",
        HelpName = "DIR",
    };

    public static Command Create()
    {
        var command = new Command(
            "quickstart",
            "See a campaign run: a simulated APNs and a silo in this process, and both counts side by side.")
        {
            Devices, Connections, Data,
        };
        HelpWithExamples.Add(command, "push quickstart", "push quickstart --devices 1000000 --connections 4 --data /tmp/push");
        return command.Runs(RunAsync);
    }

    private static async Task<int> RunAsync(CommandContext context)
    {
        var problems = new Problems();
        var devices = context.Get(Devices);
        var connections = context.Get(Connections);
        if (devices is < 1 or > MostDevices) problems.Add("--devices", $"must be 1 to {MostDevices:N0}, not {devices}");
        if (connections is < 1 or > MostConnections)
            problems.Add("--connections", $"must be 1 to {MostConnections}, not {connections}");
        problems.ThrowIfAny();
        using var folder = QuickstartFolder.Open(context.Get(Data));
        return await new QuickstartRun(context, folder, connections).RunAsync(devices);
    }
}
