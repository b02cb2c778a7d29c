using System.Globalization;
using Push.Bench.Clients;
using Push.Bench.H2Load;
using Push.Bench.Measuring;
using Push.Bench.Processes;
using Push.Bench.Reporting;
using Push.Bench.Sinks;

namespace Push.Bench.Budget;

/// <summary>
/// How much of what streams and window allow is used when the network is slow: on one connection, and on two.
/// </summary>
sealed class BudgetBench(bool quick, Action<string> progress)
{
    private const int RequestsAlone = 20;
    private const double WarmUpSeconds = 1.5;

    // A round loses about one round-trip time at its end, when no more is left to fill the streams: 0.5 % of 10 s.
    private readonly double _roundSeconds = quick ? 4 : 10;
    private readonly int _rounds = quick ? 1 : 5;

    private static Target OfTheLimit { get; } = Target.AtLeast(0.95);

    public async Task<Report> RunAsync(CancellationToken cancellationToken)
    {
        var report = new Report("budget: share of what 1,000 streams and a window of 65,535 bytes allow");
        report.Note("Limit: min(streams ÷ (rtt + latency), window ÷ (rtt × payload)), times as h2load sees with one stream.");
        var token = ProviderTokens.Create(TimeProvider.System);
        foreach (var budget in BudgetCase.All)
            await MeasureAsync(report, budget, token, cancellationToken);
        return report;
    }

    private async Task MeasureAsync(
        Report report, BudgetCase budget, string token, CancellationToken cancellationToken)
    {
        using var folder = new WorkFolder();
        await using var sink = await SimulatorSink.StartAsync(folder, cancellationToken, budget.Latency, budget.Rtt);
        var alone = await RequestTimeAsync(budget, folder, sink, token, cancellationToken);
        var limit = budget.Limit(alone);
        report.Add($"budget/h2load with one stream/{budget.Name}/time", alone.TotalMilliseconds, "ms");
        if (budget.WholePayloads < OfTheLimit.Limit)
        {
            report.Note(string.Create(
                CultureInfo.InvariantCulture,
                $"{budget.Name}: {BudgetCase.Window / budget.PayloadBytes} whole payloads fit into the window, "
                + $"{budget.WholePayloads:P1} of it; a stream is opened only when its whole payload fits."));
        }

        for (var connections = 1; connections <= 2; connections++)
        {
            var rates = await RatesAsync(budget, sink, token, connections, limit * connections, cancellationToken);
            report.Compare(
                $"budget/{budget.Name}/connections: {connections}",
                Spread.Of(rates).Median,
                "notifications/s",
                connections == 1 ? "limit" : "2 × limit",
                limit * connections,
                OfTheLimit);
        }
    }

    private async Task<TimeSpan> RequestTimeAsync(
        BudgetCase budget, WorkFolder folder, Sink sink, string token, CancellationToken cancellationToken)
    {
        progress($"{budget.Name}: h2load with one stream");
        await using var h2Load = await H2LoadClient.StartAsync(
            folder, sink, token, cancellationToken, budget.PayloadBytes, streams: 1);
        return await h2Load.RequestTimeAsync(RequestsAlone, cancellationToken);
    }

    private async Task<List<double>> RatesAsync(
        BudgetCase budget, Sink sink, string token, int connections, double limit, CancellationToken cancellationToken)
    {
        var settings = ClientSettings.For(ClientKind.Batch, sink, token) with
        {
            PayloadBytes = budget.PayloadBytes,
            Connections = connections,
        };
        await using var client = await ClientProcess.StartAsync(
            "batch, never indexed", sink, settings, GarbageCollector.Server, cancellationToken);
        progress($"{budget.Name}, {connections} connections, warm-up");
        await client.RunAsync((int)(limit * WarmUpSeconds), cancellationToken);
        var rates = new List<double>(_rounds);
        for (var round = 1; round <= _rounds; round++)
        {
            progress($"{budget.Name}, {connections} connections, round {round} of {_rounds}");
            rates.Add((await client.RunAsync((int)(limit * _roundSeconds), cancellationToken)).Rate);
        }

        return rates;
    }
}
