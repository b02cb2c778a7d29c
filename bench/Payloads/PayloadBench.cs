using Push.Bench.Clients;
using Push.Bench.Measuring;
using Push.Bench.Processes;
using Push.Bench.Reporting;
using Push.Bench.Sinks;

namespace Push.Bench.Payloads;

/// <summary>What it costs to build a payload, to fill a template, and what templates do to the rate of a connection.</summary>
sealed class PayloadBench(bool quick, Action<string> progress)
{
    private const int ArrayHeader = 24;

    private static Target NoMoreThanTheResult { get; } = Target.AtMost(0);

    private static Target BesidePlain { get; } = Target.AtLeast(0.8);

    public async Task<Report> RunAsync(CancellationToken cancellationToken)
    {
        var report = new Report("payload: an alert built beside System.Text.Json, a template beside a plain payload");
        using var folder = new WorkFolder();
        progress("building");
        Build(report, MicroBenchmarks.Run<AlertBenchmarks>(folder, quick));
        progress("filling");
        Fill(report, MicroBenchmarks.Run<TemplateBenchmarks>(folder, quick));
        await SendAsync(report, folder, cancellationToken);
        report.Note("Micro-benchmarks by BenchmarkDotNet in this process; the rate in processes of its own, against our simulator.");
        return report;
    }

    private static void Build(Report report, IReadOnlyDictionary<string, MicroFigures> figures)
    {
        var (ours, theirs) = (figures[nameof(AlertBenchmarks.Builder)], figures[nameof(AlertBenchmarks.Serializer)]);
        var result = (new AlertBenchmarks().Length + ArrayHeader + 7) / 8 * 8;
        report.Add("payload/build/builder/time", ours.Nanoseconds, "ns");
        report.Add("payload/build/builder/allocated", ours.Bytes, "bytes");
        report.Add("payload/build/serializer/time", theirs.Nanoseconds, "ns");
        report.Add("payload/build/serializer/allocated", theirs.Bytes, "bytes");
        report.Add("payload/build/builder/allocated beyond the result", ours.Bytes - result, "bytes", NoMoreThanTheResult);
        report.Compare("payload/build/builder/time beside peer", ours.Nanoseconds, "ns", "System.Text.Json", theirs.Nanoseconds, null);
    }

    private static void Fill(Report report, IReadOnlyDictionary<string, MicroFigures> figures)
    {
        var (filled, copied) = (figures[nameof(TemplateBenchmarks.Fill)], figures[nameof(TemplateBenchmarks.Copy)]);
        report.Add("payload/fill/copy/time", copied.Nanoseconds, "ns");
        report.Add("payload/fill/template/time", filled.Nanoseconds, "ns");
        report.Add("payload/fill/template/allocated", filled.Bytes, "bytes", Target.AtMost(0));
    }

    private async Task SendAsync(Report report, WorkFolder folder, CancellationToken cancellationToken)
    {
        var token = ProviderTokens.Create(TimeProvider.System);
        await using var sink = await SinkStarter.StartAsync(SinkKind.Simulator, folder, cancellationToken);
        await using var plain = await StartAsync(ClientKind.Batch, "plain", sink, token, cancellationToken);
        await using var filled = await StartAsync(ClientKind.Template, "template", sink, token, cancellationToken);
        var samples = await new Contest(Schedule.For(quick), progress).RunAsync([plain, filled], cancellationToken);
        foreach (var contender in new IContender[] { plain, filled })
        {
            var rate = Spread.Of(samples[contender].Select(sample => sample.Rate));
            report.Add($"payload/simulator/{contender.Name}/rate", rate.Median, "notifications/s");
            report.Add($"payload/simulator/{contender.Name}/rate spread", rate.Percent, "%");
            report.Add($"payload/simulator/{contender.Name}/client CPU", Median(samples[contender], sample => sample.ClientMicroseconds), "µs");
            report.Add($"payload/simulator/{contender.Name}/allocated", Median(samples[contender], sample => (double)sample.AllocatedBytes! / sample.Count), "bytes");
        }

        report.Compare(
            "payload/simulator/template/rate beside peer",
            Median(samples[filled], sample => sample.Rate), "notifications/s",
            "plain", Median(samples[plain], sample => sample.Rate), BesidePlain);
    }

    private static Task<ClientProcess> StartAsync(
        ClientKind kind, string name, Sink sink, string token, CancellationToken cancellationToken) =>
        ClientProcess.StartAsync(name, sink, ClientSettings.For(kind, sink, token), GarbageCollector.Server, cancellationToken);

    private static double Median(IReadOnlyList<Sample> samples, Func<Sample, double> figure) => Spread.Of(samples.Select(figure)).Median;
}
