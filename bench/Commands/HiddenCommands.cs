using System.CommandLine;
using Push.Bench.Campaign;
using Push.Bench.Clients;
using Push.Bench.Single;
using Push.Bench.Sinks;

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

    public static Command SiloImport()
    {
        var command = new Command(SiloProcess.Import, "A silo that imports.") { Hidden = true };
        command.SetAction((_, cancellationToken) => SiloHost.ImportAsync(cancellationToken));
        return command;
    }

    public static Command SiloSend()
    {
        var command = new Command(SiloProcess.Send, "A silo that sends.") { Hidden = true };
        command.SetAction((_, cancellationToken) => SiloHost.SendAsync(cancellationToken));
        return command;
    }

    public static Command SiloSingleRate()
    {
        var command = new Command(SingleBench.Rate, "A silo whose single sends are counted.") { Hidden = true };
        command.SetAction((_, cancellationToken) => SingleHost.RateAsync(cancellationToken));
        return command;
    }

    public static Command SiloSingleTime()
    {
        var command = new Command(SingleBench.Time, "A silo whose single sends are timed.") { Hidden = true };
        command.SetAction((_, cancellationToken) => SingleHost.TimeAsync(cancellationToken));
        return command;
    }

    public static Command Simulator()
    {
        var root = new Argument<string>("root") { Description = "Where to write the root certificate (PEM)." };
        var latency = new Argument<double>("latency") { Description = "Added to every answer, milliseconds." };
        var rtt = new Argument<double>("rtt") { Description = "Added to answers and window updates, milliseconds." };
        var command = new Command(SimulatorSink.Command, "A simulator as a sink.") { root, latency, rtt };
        command.Hidden = true;
        command.SetAction((parsed, cancellationToken) => SimulatorSink.RunAsync(
            parsed.GetRequiredValue(root),
            TimeSpan.FromMilliseconds(parsed.GetRequiredValue(latency)),
            TimeSpan.FromMilliseconds(parsed.GetRequiredValue(rtt)),
            cancellationToken));
        return command;
    }
}
