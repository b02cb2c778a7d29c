using System.CommandLine;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Push.Cli.CommandLine;
using Push.Cli.Output;
using Push.Simulator;
using Spectre.Console;

namespace Push.Cli.Simulation;

/// <summary><c>push simulator</c>: an APNs of one's own, for tests in any language.</summary>
internal static class SimulatorCommand
{
    public static Command Create()
    {
        var options = new SimulatorCliOptions();
        var command = new Command(
            "simulator",
            "Run a simulated APNs (HTTP/2 over TLS) until it is stopped; one line on standard output says where it listens.");
        options.AddTo(command);
        HelpWithExamples.Add(
            command,
            "push simulator --port 2197 --control-port 8080 --certificate-out root.pem",
            "push simulator --authentication none --latency 50",
            "curl http://127.0.0.1:8080/stats",
            "curl -X PUT http://127.0.0.1:8080/faults -d '{\"goAway\":{\"every\":100}}'");
        return command.Runs(context => RunAsync(context, options));
    }

    private static async Task<int> RunAsync(CommandContext context, SimulatorCliOptions options)
    {
        await using var simulator = await StartAsync(SimulatorSettings.Read(context, options), context);
        string? file = context.Get(options.CertificateOut);
        if (file is not null) WriteCertificate(file, simulator.CertificatePem);
        Announce(context.Terminal, simulator, file);
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using (context.Cancelled.Register(stopped.SetResult)) await stopped.Task;

        return context.Interrupt.Signal == PosixSignal.SIGINT ? ExitCode.Interrupted : ExitCode.Finished;
    }

    private static async Task<ApnsSimulator> StartAsync(SimulatorOptions options, CommandContext context)
    {
        try
        {
            return await ApnsSimulator.StartAsync(options, context.Cancelled);
        }
        catch (SocketException e)
        {
            throw CommandException.BadInput("--port", $"can't listen on {options.Bind} port {options.Port}: {e.Message}");
        }
        catch (IOException e)
        {
            // The message names the address; both ports are opened alike.
            var field = options.ChannelPort is null ? "--control-port" : "--control-port or --channel-port";
            throw CommandException.BadInput(field, $"can't listen on {options.Bind}: {e.Message}");
        }
    }

    private static void WriteCertificate(string file, string pem)
    {
        try
        {
            File.WriteAllText(file, pem.TrimEnd() + "\n");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CommandException.BadInput("--certificate-out", $"can't write {file}: {e.Message}");
        }
    }

    private static void Announce(Terminal terminal, ApnsSimulator simulator, string? file)
    {
        var ready = new SimulatorReady
        {
            Port = simulator.Port,
            ControlPort = simulator.ControlPort,
            ChannelPort = simulator.ChannelPort,
            CertificateFile = file is null ? null : Path.GetFullPath(file),
            Certificate = simulator.CertificatePem,
        };
        var trust = file ?? "not written (--certificate-out FILE)";
        var channels = ready.ChannelPort is { } port ? $" channels={port}" : "";
        terminal.Result(
            ready,
            ResultJson.Readable.SimulatorReady,
            console => console.WriteLine($"listening port={ready.Port} control={ready.ControlPort}{channels} certificate={trust}"));
    }
}
