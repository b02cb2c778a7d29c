using Microsoft.Extensions.Logging;
using Push.Apns;
using Push.Grains.Audiences;
using Push.Grains.Campaigns;
using Push.Grains.Connections;

namespace Push.Grains.Senders;

/// <summary>
/// Sends one chunk under a lease: reads its devices, sends to them in rounds until none is owed an attempt, brings what
/// Apple said of them to their segments, and reports.
/// </summary>
/// <remarks>Belongs to a <see cref="SenderLoop"/>; calls <see cref="IConnectionGrain"/>.</remarks>
internal sealed partial class ChunkSender(SendingOrder order, SenderKey key, OrderSignal signal, SenderServices services, Action problemChanged)
{
    private const int MaxReadTries = 5;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly ILogger _log = services.Log;
    private readonly TimeProvider _time = services.Time;
    private readonly RetrySchedule _schedule = new(order.Spec.Policy, Random.Shared);
    private CampaignProblem? _problem;

    /// <summary>What keeps the chunk from being sent at present. Told at once: it may last as long as an outage.</summary>
    public CampaignProblem? Problem => _problem;

    /// <returns>What became of the chunk; nothing when the lease was lost.</returns>
    public async Task<ChunkOutcome> SendAsync(HeldLease held)
    {
        try
        {
            if (await ReadAsync(held) is not { } chunk) return ChunkOutcome.Return(null);
            var tally = new Tally(chunk.Rows.Count, _schedule);
            tally.SkipAbsent(chunk.Left, SkipReason.LeftAudience);
            if (await services.Reporter.BrakeOfAsync(key.App) is { } brake) return ChunkOutcome.Return(brake);
            if (!await SendAsync(held, chunk.Rows, tally)) return ChunkOutcome.Return(_problem);
            var judged = await JudgeAsync(held, chunk.Rows, tally);
            return ChunkOutcome.Ended(tally.ToReport(held.Lease.Number, judged), _problem);
        }
        catch (OperationCanceledException) when (held.Lost.IsCancellationRequested)
        {
            return ChunkOutcome.Lost;
        }
    }

    private IConnectionGrain Connection => services.Grains.GetGrain<IConnectionGrain>(
        new ConnectionKey(key.App, key.Slot).ToString());

    private async Task<ChunkRows?> ReadAsync(HeldLease held)
    {
        for (var tries = 1; tries <= MaxReadTries; tries++)
        {
            try
            {
                return await services.Reader.ReadAsync(order, held.Lease.Chunk);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogUnread(order.Campaign, held.Lease.Chunk, e);
                await Task.Delay(Pause, _time, held.Lost);
            }
        }
        return null;
    }

    // False when the chunk is to be handed back as if it had never been leased: nothing of it was sent, and nothing should
    // be now, because the credential is refused, or nothing can be, while the campaign is paused or the sender stops.
    private async Task<bool> SendAsync(HeldLease held, DeviceRows rows, Tally tally)
    {
        var content = services.Apps.Get(key.App).Complete(order.Spec.Content);
        var started = _time.GetTimestamp();
        while (tally.Owed > 0)
        {
            held.Lost.ThrowIfCancellationRequested();
            if (signal.Current == SenderOrder.Finish && !tally.IsTouched) return false;
            if (signal.Current == SenderOrder.Cancel)
            {
                tally.EndOwed(SkipReason.Cancelled);
                break;
            }
            if (content.Expiration.HasPassed(_time.GetUtcNow()))
            {
                tally.EndOwed(SkipReason.Expired);
                break;
            }
            var due = tally.TakeDue(_time.GetElapsedTime(started));
            if (due is not { Count: 0 })
            {
                var batch = new Batch(order.Nonce, content, due is null ? rows : Pick(rows, due), held.TimeLeft);
                var result = await CallAsync(batch);
                tally.Apply(result, _time.GetElapsedTime(started));
                Tell(result.Problem);
                if (_problem is { Kind: not ProblemKind.Connection } && !tally.IsTouched) return false;
            }
            if (tally.NextDue is { } next) await WaitAsync(next - _time.GetElapsedTime(started), held.Lost);
        }
        return true;
    }

    private void Tell(CampaignProblem? problem)
    {
        if (_problem == problem) return;
        _problem = problem;
        problemChanged();
    }

    private async Task<BatchResult> CallAsync(Batch batch)
    {
        try
        {
            return await Connection.SendBatch(batch);
        }
        catch (Exception e)
        {
            LogCallFailed(order.Campaign, key.Slot, e);
            return BatchResult.Of(new Answer(AttemptOutcome.Unknown, AttemptCause.CallFailed));
        }
    }

    // A refused credential waits for someone to resume the campaign; everything else for its time. A cancellation ends both.
    private async Task WaitAsync(TimeSpan delay, CancellationToken lost)
    {
        var blocked = _problem is { Kind: not ProblemKind.Connection };
        do
        {
            if (delay <= TimeSpan.Zero) return;
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(lost);
            var changed = signal.Changed;
            var ended = await Task.WhenAny(Task.Delay(delay, _time, stop.Token), changed);
            await stop.CancelAsync();
            lost.ThrowIfCancellationRequested();
            if (ended == changed) return;
        }
        while (blocked && signal.Current == SenderOrder.Finish);
    }

    private async Task<JudgedCounts> JudgeAsync(HeldLease held, DeviceRows rows, Tally tally)
    {
        while (true)
        {
            try
            {
                return await services.Judge
                    .ApplyAsync(key.App, rows, tally.Judged, tally.Accepted + tally.Rejected).WaitAsync(held.Lost);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogUnjudged(order.Campaign, held.Lease.Chunk, e);
                await Task.Delay(Pause, _time, held.Lost);
            }
        }
    }

    private static DeviceRows Pick(DeviceRows rows, IReadOnlyList<int> places)
    {
        var picked = new DeviceRowsWriter(DeviceRowsWriter.BaseTimeOf(rows));
        var (place, next) = (0, 0);
        foreach (var row in rows)
        {
            if (next == places.Count) break;
            if (place++ != places[next]) continue;
            picked.Add(row);
            next++;
        }
        return picked.ToRows();
    }
}

/// <summary>What became of a leased chunk.</summary>
/// <param name="Report">Its report, if every device has ended.</param>
/// <param name="IsReturned">Whether it is handed back untouched.</param>
/// <param name="Problem">What keeps it from being sent.</param>
internal sealed record ChunkOutcome(ChunkReport? Report, bool IsReturned, CampaignProblem? Problem)
{
    public static ChunkOutcome Lost { get; } = new(null, false, null);

    public static ChunkOutcome Ended(ChunkReport report, CampaignProblem? problem) => new(report, false, problem);

    public static ChunkOutcome Return(CampaignProblem? problem) => new(null, true, problem);
}
