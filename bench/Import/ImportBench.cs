using System.Globalization;
using Push.Bench.Campaign;
using Push.Bench.Clients;
using Push.Bench.Processes;
using Push.Bench.Reporting;

namespace Push.Bench.Import;

/// <summary>
/// What an import writes and what memory it takes: the same for a large list as for a small one, but for the time. Each size
/// is a process of its own, which imports 20,000 others first.
/// </summary>
sealed class ImportBench(bool quick, Action<string> progress)
{
    /// <summary>A device in storage: token, its length, flags and time.</summary>
    private const int DeviceBytes = 35;

    private static readonly Target Written = Target.AtMost(3);

    /// <summary>Megabytes above the peak of the smaller list.</summary>
    private static readonly Target MoreMemory = Target.AtMost(100);

    private readonly int _few = quick ? 100_000 : 1_000_000;
    private readonly int _many = quick ? 1_000_000 : 10_000_000;

    public async Task<Report> RunAsync(CancellationToken cancellationToken)
    {
        using var folder = new WorkFolder();
        var few = await ImportAsync(folder, _few, cancellationToken);
        var many = await ImportAsync(folder, _many, cancellationToken);
        var report = new Report(string.Create(CultureInfo.InvariantCulture, $"import: {_few:N0} and {_many:N0} devices"));
        report.Note("Written is all that the process hands to write calls, by the kernel's count (/proc/self/io): the log of SQLite, its "
            + "tables, and beyond a million tokens the temporary file. Data is 35 bytes for each device.");
        foreach (var sample in new[] { few, many })
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"import/figures/{sample.Devices:N0} devices");
            report.Add($"{name}/rate", sample.Rate, "/s");
            report.Add($"{name}/CPU", sample.Microseconds, "µs");
            report.Add($"{name}/written", sample.WrittenBytes / 1e6, "MB");
            report.Add($"{name}/peak memory", sample.PeakMegabytes, "MB");
        }

        foreach (var sample in new[] { few, many })
        {
            report.Compare(
                string.Create(CultureInfo.InvariantCulture, $"import/written for {sample.Devices:N0} devices"),
                sample.WrittenBytes / 1e6, "MB", "data", (double)sample.Devices * DeviceBytes / 1e6, Written);
        }

        report.Add(
            string.Create(CultureInfo.InvariantCulture, $"import/peak memory above that of {_few:N0} devices"),
            many.PeakMegabytes - few.PeakMegabytes, "MB", MoreMemory);
        return report;
    }

    private async Task<SiloSample> ImportAsync(WorkFolder folder, int devices, CancellationToken cancellationToken)
    {
        progress($"importing {devices} devices");
        var settings = new SiloSettings(
            folder.MakeFolder(string.Create(CultureInfo.InvariantCulture, $"data-{devices}")),
            await ProviderTokens.KeyFileAsync(folder, cancellationToken),
            Port: 1,
            RootCertificateFile: null,
            devices,
            Connections: 1);
        return (await SiloProcess.RunAsync<SiloSample>(SiloProcess.Import, settings, count: 1, cancellationToken))[0];
    }
}
