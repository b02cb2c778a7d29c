using System.Diagnostics.Metrics;
using Push.Apns;

namespace Push.Grains.Telemetry;

/// <summary>All metrics of the grains, on the meter <c>Push.Orleans</c>.</summary>
internal sealed class PushMetrics
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Push.Orleans";

    private readonly Counter<long> _notifications;
    private readonly Histogram<double> _batchDuration;
    private readonly Histogram<double> _sendDuration;
    private readonly Counter<long> _chunks;
    private readonly Counter<long> _leases;
    private readonly Counter<long> _leasesLost;
    private readonly Histogram<double> _ledgerWrite;
    private readonly Counter<long> _judged;
    private readonly Counter<long> _brakes;
    private readonly UpDownCounter<long> _gates;
    private readonly Counter<long> _events;
    private readonly TimeProvider _time;

    public PushMetrics(IMeterFactory meters, TimeProvider time)
    {
        _time = time;
        var meter = meters.Create(MeterName);
        _notifications = meter.CreateCounter<long>("push.notifications", "{notification}", "Attempts that ended, by outcome.");
        _batchDuration = meter.CreateHistogram<double>("push.batch.duration", "s", "From a batch's call to its last answer.");
        _sendDuration = meter.CreateHistogram<double>("push.send.duration", "s", "From a single send's call to its answer.");
        _chunks = meter.CreateCounter<long>("push.chunks", "{chunk}", "Chunks reported and counted.");
        _leases = meter.CreateCounter<long>("push.leases", "{lease}", "Leases granted.");
        _leasesLost = meter.CreateCounter<long>("push.leases.lost", "{lease}", "Leases that ended without a report.");
        _ledgerWrite = meter.CreateHistogram<double>("push.ledger.write", "s", "How long writing a ledger took.");
        _judged = meter.CreateCounter<long>("push.devices.judged", "{device}", "Devices retired or proposed to be, by effect.");
        _events = meter.CreateCounter<long>("push.events", "{event}", "Events written to the feeds of apps.");
        _gates = meter.CreateUpDownCounter<long>("push.gates.closed", "{gate}", "Credentials and topics that Apple refuses now, by app.");
        _brakes = meter.CreateCounter<long>("push.brakes", "{brake}", "How often an app's brake on retirements was put on.");
    }

    public void EventsWritten(long count) => _events.Add(count);

    /// <summary>A point in time, for <see cref="Since"/>.</summary>
    public long Now => _time.GetTimestamp();

    /// <summary>The time since a point.</summary>
    public TimeSpan Since(long started) => _time.GetElapsedTime(started);

    public void Batch(ReadOnlySpan<AttemptResult> results, long started)
    {
        _batchDuration.Record(Since(started).TotalSeconds);
        if (!_notifications.Enabled) return;
        Span<int> counts = stackalloc int[(int)AttemptOutcome.Unknown + 1];
        foreach (ref readonly var result in results) counts[(int)result.Outcome]++;
        for (var outcome = AttemptOutcome.NotSent; outcome <= AttemptOutcome.Unknown; outcome++)
            if (counts[(int)outcome] > 0) _notifications.Add(counts[(int)outcome], Tag(outcome));
    }

    public void Single(in AttemptResult result, long started)
    {
        _sendDuration.Record(Since(started).TotalSeconds);
        _notifications.Add(1, Tag(result.Outcome));
    }

    public void ChunkCounted() => _chunks.Add(1);

    public void LeaseGranted(int count) => _leases.Add(count);

    public void LeaseLost() => _leasesLost.Add(1);

    public void LedgerWritten(long started) => _ledgerWrite.Record(Since(started).TotalSeconds);

    public void Judged(int retired, int proposed)
    {
        if (retired > 0) _judged.Add(retired, new KeyValuePair<string, object?>("effect", "retired"));
        if (proposed > 0) _judged.Add(proposed, new KeyValuePair<string, object?>("effect", "proposed"));
    }

    public void GatesClosed(string app, int more)
    {
        if (more != 0) _gates.Add(more, new KeyValuePair<string, object?>("app", app));
    }

    public void Braked(string app) => _brakes.Add(1, new KeyValuePair<string, object?>("app", app));

    private static KeyValuePair<string, object?> Tag(AttemptOutcome outcome) => new("outcome", outcome switch
    {
        AttemptOutcome.Accepted => "accepted",
        AttemptOutcome.Rejected => "rejected",
        AttemptOutcome.NotSent => "not_sent",
        _ => "unknown",
    });
}
