using System.Globalization;
using Push.Bench.Clients;
using Push.Bench.Processes;
using Push.Bench.Reporting;
using Push.Bench.Sinks;

namespace Push.Bench.Campaign;

/// <summary>
/// A campaign of which 2 % is refused, to ten times as many devices: what judging them and noting why costs, and whether
/// the memory of a silo depends on the size of the audience.
/// </summary>
sealed class RefusalsBench(bool quick, Action<string> progress)
{
    private const int Connections = 2;

    /// <summary>Megabytes above the peak of the smaller audience.</summary>
    private static readonly Target MoreMemory = Target.AtMost(100);

    private readonly int _few = quick ? 20_000 : 1_000_000;
    private readonly int _many = quick ? 200_000 : 10_000_000;

    public async Task<Report> RunAsync(CancellationToken cancellationToken)
    {
        using var folder = new WorkFolder();
        await using var sink = await SinkStarter.StartAsync(SinkKind.Simulator, folder, cancellationToken);
        var report = new Report(string.Create(
            CultureInfo.InvariantCulture, $"refusals: {_many:N0} devices of which 2 % are refused, {Connections} connections"));
        report.Note("One campaign in a fresh process, after one to 20,000 others. CPU is that of the whole silo.");
        var few = await RunAsync(report, folder, sink, _few, cancellationToken);
        var many = await RunAsync(report, folder, sink, _many, cancellationToken);
        report.Compare("refusals/rate beside the smaller audience", many.Rate, "devices/s", "smaller", few.Rate, Target.AtLeast(0.9));
        report.Add("refusals/peak memory above that of the smaller audience", many.PeakMegabytes - few.PeakMegabytes, "MB", MoreMemory);
        return report;
    }

    private async Task<SiloSample> RunAsync(
        Report report, WorkFolder folder, Sink sink, int devices, CancellationToken cancellationToken)
    {
        var settings = new SiloSettings(
            folder.MakeFolder(string.Create(CultureInfo.InvariantCulture, $"data-{devices}")),
            await ProviderTokens.KeyFileAsync(folder, cancellationToken),
            sink.Port,
            sink.RootCertificateFile,
            devices,
            Connections,
            Refusals: true);
        progress($"importing {devices} devices");
        await SiloProcess.RunAsync<SiloSample>(SiloProcess.Import, settings, count: 1, cancellationToken);
        progress($"sending to {devices} devices");
        var sample = (await SiloProcess.RunAsync<SiloSample>(SiloProcess.Send, settings, count: 1, cancellationToken))[0];
        var name = string.Create(CultureInfo.InvariantCulture, $"refusals/figures/sending to {devices:N0} devices");
        report.Add($"{name}/rate", sample.Rate, "/s");
        report.Add($"{name}/CPU", sample.Microseconds, "µs");
        report.Add($"{name}/peak memory", sample.PeakMegabytes, "MB");
        return sample;
    }
}
