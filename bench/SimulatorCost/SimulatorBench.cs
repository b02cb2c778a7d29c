using Push.Bench.Clients;
using Push.Bench.H2Load;
using Push.Bench.Measuring;
using Push.Bench.Processes;
using Push.Bench.Reporting;
using Push.Bench.Sinks;

namespace Push.Bench.SimulatorCost;

/// <summary>Whether the simulator is fast enough to be a sink: h2load on it, beside h2load on nginx.</summary>
sealed class SimulatorBench(bool quick, Action<string> progress)
{
    private const string Rate = "notifications/s";

    private static Target BesideNginx { get; } = Target.AtLeast(0.7);

    public async Task<Report> RunAsync(CancellationToken cancellationToken)
    {
        var token = ProviderTokens.Create(TimeProvider.System);
        using var folder = new WorkFolder();
        await using var simulator = await SinkStarter.StartAsync(SinkKind.Simulator, folder, cancellationToken);
        await using var nginx = await SinkStarter.StartAsync(SinkKind.Nginx, folder, cancellationToken);
        await using var onSimulator = await H2LoadClient.StartAsync(folder, simulator, token, cancellationToken);
        await using var onNginx = await H2LoadClient.StartAsync(folder, nginx, token, cancellationToken);

        var samples = await new Contest(Schedule.For(quick), progress)
            .RunAsync([onSimulator, onNginx], cancellationToken);
        var report = new Report("simulator: h2load on it beside h2load on nginx, one connection, 1,000 streams");
        report.Note("The simulator checks every request but for its credential, and keeps a ledger; nginx does neither.");
        foreach (var contender in new[] { onSimulator, onNginx })
            AddFigures(report, contender.Sink.Kind.Name, samples[contender]);
        report.Compare(
            "simulator/simulator/h2load/rate beside peer",
            Median(samples[onSimulator], sample => sample.Rate),
            Rate,
            "h2load on nginx",
            Median(samples[onNginx], sample => sample.Rate),
            BesideNginx);
        return report;
    }

    private static void AddFigures(Report report, string sink, IReadOnlyList<Sample> samples)
    {
        var rate = Spread.Of(samples.Select(sample => sample.Rate));
        report.Add($"simulator/{sink}/h2load/rate", rate.Median, Rate);
        report.Add($"simulator/{sink}/h2load/rate spread", rate.Percent, "%");
        report.Add($"simulator/{sink}/h2load/client CPU", Median(samples, sample => sample.ClientMicroseconds), "µs");
        report.Add($"simulator/{sink}/h2load/sink CPU", Median(samples, sample => sample.SinkMicroseconds), "µs");
        report.Add($"simulator/{sink}/h2load/sink busy", Median(samples, sample => sample.SinkCores) * 100, "% of a core");
    }

    private static double Median(IReadOnlyList<Sample> samples, Func<Sample, double> figure) =>
        Spread.Of(samples.Select(figure)).Median;
}
