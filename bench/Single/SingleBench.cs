using System.Globalization;
using Push.Bench.Campaign;
using Push.Bench.Clients;
using Push.Bench.Measuring;
using Push.Bench.Processes;
using Push.Bench.Reporting;
using Push.Bench.Sinks;

namespace Push.Bench.Single;

/// <summary>
/// Single sends through the grains of one silo: how many a second over 10,000 devices, and how long one takes beside a
/// campaign at full rate over the same connections.
/// </summary>
sealed class SingleBench(bool quick, Action<string> progress)
{
    /// <summary>The hidden commands of this executable that are the silo.</summary>
    public const string Rate = "silo-single-rate";
    public const string Time = "silo-single-time";

    private const int Connections = 2;

    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(5);

    private readonly int _sends = quick ? 20_000 : 100_000;
    private readonly int _audience = quick ? 100_000 : 1_000_000;

    public async Task<Report> RunAsync(CancellationToken cancellationToken)
    {
        var report = new Report(string.Create(CultureInfo.InvariantCulture, $"single: 10,000 devices, {Connections} connections"));
        report.Note("One silo, embedded; each send is DeviceGrain → ConnectionGrain → APNs and back. Cold: nobody has sent to the "
            + "device before, so its grain is activated. Times are taken at some hundred sends/s, with an answer of the "
            + $"simulator after {Latency.TotalMilliseconds:0} ms.");
        progress("rate");
        AddRates(report, await RunAsync<RateSample>(Rate, _sends, TimeSpan.Zero, cancellationToken));
        progress("time beside a campaign");
        AddTimes(report, await RunAsync<TimeSamples>(Time, _audience, Latency, cancellationToken));
        return report;
    }

    private static void AddRates(Report report, RateSample sample)
    {
        var warm = Spread.Of(sample.WarmRates);
        report.Add("single/rate/cold/rate", sample.ColdRate, "/s");
        report.Add("single/rate/warm/rate spread", warm.Percent, "%");
        report.Add("single/rate/warm/CPU", sample.Microseconds, "µs");
        report.Add("single/rate/warm/allocated", sample.AllocatedBytes, "bytes");
        report.Add("single/rate of warm devices", warm.Median, "sends/s", Target.AtLeast(30_000));
    }

    private static void AddTimes(Report report, TimeSamples samples)
    {
        var (idle, beside) = (samples.Idle, samples.Beside);
        foreach (var (name, sample) in new[] { ("idle", idle), ("beside a campaign", beside) })
        {
            report.Add($"single/time/{name}/median", sample.MedianMilliseconds, "ms");
            report.Add($"single/time/{name}/p99", sample.P99Milliseconds, "ms");
            report.Add($"single/time/{name}/sends", sample.Count, "");
        }

        report.Add("single/time/beside a campaign/campaign", samples.CampaignRate, "/s");
        // max(3 × idle, idle + 10 ms)
        var limit = Math.Max(3 * idle.P99Milliseconds, idle.P99Milliseconds + 10);
        report.Add("single/p99 beside a campaign", beside.P99Milliseconds, "ms", Target.AtMost(Math.Round(limit, 2)));
    }

    private static async Task<T> RunAsync<T>(
        string command, int devices, TimeSpan latency, CancellationToken cancellationToken)
    {
        using var folder = new WorkFolder();
        await using var sink = await SimulatorSink.StartAsync(folder, cancellationToken, latency);
        var settings = new SiloSettings(
            folder.MakeFolder("data"),
            await ProviderTokens.KeyFileAsync(folder, cancellationToken),
            sink.Port,
            sink.RootCertificateFile,
            devices,
            Connections);
        return (await SiloProcess.RunAsync<T>(command, settings, count: 1, cancellationToken))[0];
    }
}
