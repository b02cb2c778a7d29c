using Microsoft.Extensions.Logging;
using Push.Apns;
using Push.Grains.Audiences;
using Push.Grains.Campaigns;
using Push.Grains.Connections;

namespace Push.Grains.Senders;

/// <summary>
/// Sends to the devices under one lease: reads them, sends in rounds until each has had an answer, brings what Apple said
/// of them to their segments, stores who is owed another attempt, and reports.
/// </summary>
/// <remarks>Belongs to a <see cref="SenderLoop"/>; calls <see cref="IConnectionGrain"/>.</remarks>
internal sealed partial class ChunkSender(
    HeldLease held, SendingOrder order, SenderKey key, OrderSignal signal, SlotTrust slot, SenderServices services, Action problemChanged)
{
    private const int MaxReadTries = 5;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly ILogger _log = services.Log;
    private readonly TimeProvider _time = services.Time;
    private readonly RetrySchedule _schedule = new(order.Spec.Policy, services.Options.Value.Retries, Random.Shared);
    private readonly long _started = services.Time.GetTimestamp();
    private CampaignProblem? _problem;

    /// <summary>What keeps the chunk from being sent at present. Told at once: it may last as long as an outage.</summary>
    public CampaignProblem? Problem => _problem;

    /// <returns>What became of the chunk; nothing when the lease was lost.</returns>
    public async Task<ChunkOutcome> SendAsync()
    {
        try
        {
            if (await ReadAsync() is not { } work) return ChunkOutcome.Return(null);
            if (await services.Reporter.BrakeOfAsync(key.App) is { } brake) return ChunkOutcome.Return(brake);
            var content = services.Apps.Get(key.App).Complete(order.Spec.Content);
            var tally = new Tally(work, _schedule, content.Expiration.Time - _time.GetUtcNow());
            tally.EndAbsent();
            if (!await SendAsync(content, work.Rows, tally)) return ChunkOutcome.Return(_problem);
            var answers = tally.Accepted + tally.Rejected;
            var judged = await InsistAsync(
                () => services.Judge.ApplyAsync(key.App, order.Campaign, work.Rows, tally.Judged, answers), LogUnjudged);
            return await ReportAsync(work, tally, judged);
        }
        catch (OperationCanceledException) when (held.Lost.IsCancellationRequested)
        {
            return ChunkOutcome.Lost;
        }
    }

    private Lease Lease => held.Lease;

    private TimeSpan Elapsed => _time.GetElapsedTime(_started);

    private IConnectionGrain Connection => services.Grains.GetGrain<IConnectionGrain>(
        new ConnectionKey(key.App, key.Slot).ToString());

    private async Task<LeasedDevices?> ReadAsync()
    {
        for (var tries = 1; tries <= MaxReadTries; tries++)
        {
            try
            {
                return await services.Devices.ReadAsync(order, Lease, withAttributes: true);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogUnread(order.Campaign, Lease.Chunk, e);
                await Task.Delay(Pause, _time, held.Lost);
            }
        }
        return null;
    }

    // False when what was leased is to be handed back as it was: nothing of it was sent, and nothing should be now, because
    // the credential is refused, or nothing can be, while the campaign is paused or the sender stops.
    private async Task<bool> SendAsync(NotificationContent content, DeviceRows rows, Tally tally)
    {
        while (tally.HasUnanswered && signal.Current != SenderOrder.Cancel)
        {
            held.Lost.ThrowIfCancellationRequested();
            if (signal.Current == SenderOrder.Finish) return tally.IsTouched;
            if (content.Expiration.HasPassed(_time.GetUtcNow()))
            {
                tally.EndOwed(SkipReason.Expired);
                return true;
            }
            var due = tally.TakeDue(Elapsed);
            if (due is not { Count: 0 })
            {
                var result = await CallAsync(content, due is null ? rows : Pick(rows, due));
                tally.Apply(result, Elapsed);
                Tell(result.Problem);
            }
            if (tally.NextDue is { } next) await WaitAsync(next - Elapsed);
        }
        if (signal.Current == SenderOrder.Cancel) tally.EndOwed(SkipReason.Cancelled);
        return true;
    }

    private void Tell(CampaignProblem? problem)
    {
        if (_problem == problem) return;
        _problem = problem;
        problemChanged();
    }

    private async Task<BatchResult> CallAsync(NotificationContent content, DeviceRows rows)
    {
        try
        {
            // Asked first: while a slot can't be activated, or its silo is just going, it is certain that nothing was sent.
            if (!slot.Answers) await Connection.GetStatus().WaitAsync(held.Lost);
        }
        catch (Exception e) when (!held.Lost.IsCancellationRequested)
        {
            LogNoSlot(order.Campaign, key.Slot, e);
            return BatchResult.Of(new Answer(AttemptOutcome.NotSent, AttemptCause.NoConnection)) with
            {
                Problem = new CampaignProblem(
                    ProblemKind.Connection, $"Connection slot {key.Slot} of app {key.App} doesn't answer: {e.Message}"),
            };
        }
        if (signal.Current != SenderOrder.Send) return BatchResult.Of(Answer.Busy);
        try
        {
            var result = await Connection.SendBatch(new Batch(order.Nonce, content, rows, held.TimeLeft));
            slot.Answers = true;
            return result;
        }
        catch (Exception e)
        {
            slot.Answers = false;
            LogCallFailed(order.Campaign, key.Slot, e);
            // A slot that fails at once would be through with chunks faster than any that sends.
            await WaitAsync(RetrySchedule.MaxHeldDelay);
            return BatchResult.Of(new Answer(AttemptOutcome.Unknown, AttemptCause.CallFailed));
        }
    }

    private async Task WaitAsync(TimeSpan delay)
    {
        if (delay <= TimeSpan.Zero) return;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(held.Lost);
        await Task.WhenAny(Task.Delay(delay, _time, stop.Token), signal.Changed);
        await stop.CancelAsync();
        held.Lost.ThrowIfCancellationRequested();
    }

    // What is noted is stored before the report that says so can count.
    private async Task<ChunkOutcome> ReportAsync(LeasedDevices work, Tally tally, JudgedCounts judged)
    {
        var remainder = tally.Remainder(Elapsed);
        var report = tally.ToReport(Lease.Number, judged) with { Remainder = remainder?.Summary };
        var notes = tally.ToNotes(Lease.Number, remainder?.Devices ?? default).After(work.Failures);
        if (remainder is { } left) notes = notes with { Due = (_time.GetUtcNow() + left.Summary.Due).ToUnixTimeMilliseconds() };
        // Where earlier leases may have left notes, even nothing is noted: that is what counts from now on.
        if (notes.IsEmpty && Lease.IsFirst) return ChunkOutcome.Ended(report, _problem);
        var grain = services.Grains.GetGrain<IChunkNotesGrain>(ChunkNotesKey.Of(order.Campaign, Lease.Chunk));
        if (!await InsistAsync(() => grain.Write(notes, Lease.Remainder?.Basis ?? 0), LogUnnoted)) return ChunkOutcome.Lost;
        return ChunkOutcome.Ended(report with { HasNotes = true }, _problem);
    }

    // As long as the lease lasts, and not a moment longer: the chunk may be another's by then.
    private async Task<T> InsistAsync<T>(Func<Task<T>> call, Action<string, int, Exception> logFailed)
    {
        while (true)
        {
            held.ThrowIfOver();
            try
            {
                return await call().WaitAsync(held.Lost);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                logFailed(order.Campaign, Lease.Chunk, e);
                await Task.Delay(Pause, _time, held.Lost);
            }
        }
    }

    private static DeviceRows Pick(DeviceRows rows, IReadOnlyList<int> places)
    {
        if (places.Count == rows.Count) return rows;
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

/// <summary>What became of a lease.</summary>
/// <param name="Report">Its report, if every device has had an answer.</param>
/// <param name="IsReturned">Whether it is handed back untouched.</param>
/// <param name="Problem">What keeps it from being sent.</param>
internal sealed record ChunkOutcome(ChunkReport? Report, bool IsReturned, CampaignProblem? Problem)
{
    public static ChunkOutcome Lost { get; } = new(null, false, null);

    public static ChunkOutcome Ended(ChunkReport report, CampaignProblem? problem) => new(report, false, problem);

    public static ChunkOutcome Return(CampaignProblem? problem) => new(null, true, problem);
}
