using System.Globalization;
using Push.Bench.Processes;
using Push.Simulator;

namespace Push.Bench.Sinks;

/// <summary>Our simulator, in a process of its own that is this executable again.</summary>
static class SimulatorSink
{
    /// <summary>The hidden command of this executable that becomes a simulator.</summary>
    public const string Command = "simulator-sink";

    public static async Task<Sink> StartAsync(
        WorkFolder folder, CancellationToken cancellationToken, TimeSpan latency = default, TimeSpan rtt = default)
    {
        var root = folder.PathOf("simulator-root.pem");
        var process = ChildProcess.Start(
            Executables.ThisBench, [Command, root, Milliseconds(latency), Milliseconds(rtt)]);
        try
        {
            var port = int.Parse(await process.ReadLineAsync(cancellationToken), CultureInfo.InvariantCulture);
            return new Sink(SinkKind.Simulator, process, port, root);
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>The inside of that process: tells its port, then answers until its standard input ends.</summary>
    public static async Task<int> RunAsync(
        string rootCertificateFile, TimeSpan latency, TimeSpan rtt, CancellationToken cancellationToken)
    {
        var options = new SimulatorOptions
        {
            ControlPort = null,
            // h2load opens many streams before it has read any SETTINGS, which a token connection refuses.
            Authentication = SimulatorAuthentication.None,
            Latency = latency,
            Rtt = rtt,
            Streams = Clients.Workload.Streams,
            LedgerTokens = false,
        };
        await using var simulator = await ApnsSimulator.StartAsync(options, cancellationToken);
        await File.WriteAllTextAsync(
            rootCertificateFile, simulator.CertificatePem, cancellationToken);
        await Console.Out.WriteLineAsync(simulator.Port.ToString(CultureInfo.InvariantCulture));
        await Console.In.ReadToEndAsync(cancellationToken);
        return 0;
    }

    private static string Milliseconds(TimeSpan time) =>
        time.TotalMilliseconds.ToString(CultureInfo.InvariantCulture);
}
