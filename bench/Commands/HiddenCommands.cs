using System.CommandLine;
using Push.Bench.Clients;

namespace Push.Bench.Commands;

/// <summary>The commands by which a bench runs itself in another process.</summary>
static class HiddenCommands
{
    public static Command Client()
    {
        var command = new Command(ClientProcess.Command, "A client under measurement.") { Hidden = true };
        command.SetAction((_, cancellationToken) => ClientHost.RunAsync(Console.In, Console.Out, cancellationToken));
        return command;
    }
}
