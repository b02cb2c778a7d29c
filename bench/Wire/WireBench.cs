using Push.Bench.Clients;
using Push.Bench.Measuring;
using Push.Bench.Processes;
using Push.Bench.Reporting;
using Push.Bench.Sinks;

namespace Push.Bench.Wire;

/// <summary>What a notification costs on one connection, beside other clients doing the same work.</summary>
sealed class WireBench(bool quick, Action<string> progress)
{
    private readonly Schedule _schedule = Schedule.For(quick);

    public async Task<Report> RunAsync(CancellationToken cancellationToken)
    {
        var report = new Report("wire: one connection, 1,000 streams, payload of 93 bytes");
        report.Note("Medians; CPU is user and system time of the process per notification, without its start.");
        report.Note("h2load does less: it verifies no certificate, arms no deadline and repeats one apns-id.");
        report.Note("nghttpd can't echo apns-id; it answers from 1,000 empty files.");
        var token = ProviderTokens.Create(TimeProvider.System);
        foreach (var kind in new[] { SinkKind.Nginx, SinkKind.Nghttpd, SinkKind.Simulator })
        {
            using var folder = new WorkFolder();
            try
            {
                await using var sink = await SinkStarter.StartAsync(kind, folder, cancellationToken);
                await MeasureAsync(report, folder, sink, token, cancellationToken);
            }
            catch (BenchException failed)
            {
                report.Note($"{kind.Name} is left out: {failed.Message}");
            }
        }

        if (report.Rows.Count == 0)
            throw new BenchException(string.Join(Environment.NewLine, report.Notes));
        return report;
    }

    private async Task MeasureAsync(
        Report report, WorkFolder folder, Sink sink, string token, CancellationToken cancellationToken)
    {
        var rows = new WireReport(report, sink.Kind.Name);
        var contest = new Contest(_schedule, progress);
        await using (var many = await WireContenders.ForThroughputAsync(folder, sink, token, quick, cancellationToken))
        {
            var samples = await contest.RunAsync(many.All, cancellationToken);
            foreach (var contender in many.All)
            {
                rows.AddFigures(contender, samples[contender]);
                rows.AddWireBytes(contender, await CountBytesAsync(contender, sink, cancellationToken));
            }

            foreach (var rival in many.Rivals)
                rows.Judge(rival, samples[rival.Ours], samples[rival.Peer], samples[many.H2Load!]);
        }

        await using var single = await WireContenders.ForLatencyAsync(sink, token, cancellationToken);
        var times = await contest.RunAsync(single.All, cancellationToken);
        foreach (var rival in single.Rivals)
            rows.JudgeTimes(rival, times[rival.Ours], times[rival.Peer]);
    }

    /// <summary>Two runs through a relay that counts: the shorter one takes off connecting and the first headers.</summary>
    private async Task<double> CountBytesAsync(IContender contender, Sink sink, CancellationToken cancellationToken)
    {
        var few = Workload.Streams;
        var many = few + (quick ? 4_000 : 20_000);
        progress($"{sink.Kind.Name}, bytes on the wire: {contender.Name}");
        await using var relay = new CountingRelay(sink.Port);
        await contender.ConnectAsync(relay.Port, cancellationToken);
        var start = relay.BytesToSink;
        await contender.RunAsync(few, cancellationToken);
        var between = relay.BytesToSink;
        await contender.RunAsync(many, cancellationToken);
        return (double)(relay.BytesToSink - between - (between - start)) / (many - few);
    }
}
