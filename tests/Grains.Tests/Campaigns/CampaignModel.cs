using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Push.Apns;
using Push.Grains.Audiences;
using Push.Grains.Clusters;
using Push.Grains.Connections;
using Push.Grains.Senders;

namespace Push.Grains.Campaigns;

/// <summary>What may happen next to a campaign.</summary>
public enum ScheduleStep
{
    /// <summary>A lease is granted, stored, and handed out.</summary>
    Grant,

    /// <summary>A lease is granted and stored, and lost on the way to its sender.</summary>
    GrantUnheard,

    /// <summary>A sender sends what it holds and stores what it notes.</summary>
    Send,

    /// <summary>A sender that was told to stop leaves the rest unsent.</summary>
    SendInPart,

    /// <summary>A report arrives, is counted and stored.</summary>
    Report,

    /// <summary>A report arrives and the campaign dies before it is stored.</summary>
    ReportThenCrash,

    /// <summary>A lease runs out; whoever holds it does not know.</summary>
    Lose,

    /// <summary>A lease is handed back with nothing sent.</summary>
    Return,

    /// <summary>The campaign dies and begins with what was stored last.</summary>
    Crash,

    /// <summary>The campaign reads from its notes what a chunk is owed, of which it knew before it died.</summary>
    TakeUp,

    /// <summary>Lost chunks are ended by the campaign.</summary>
    Settle,

    /// <summary>A lost chunk is ended, and the campaign dies before that is stored.</summary>
    SettleThenCrash,

    /// <summary>Somebody pauses the campaign.</summary>
    Pause,

    /// <summary>Somebody resumes it.</summary>
    Resume,

    /// <summary>Somebody cancels it, seldom.</summary>
    Cancel,

    /// <summary>Time goes by.</summary>
    Wait,
}

/// <summary>
/// A campaign with senders, notes and a server, in memory: the real rules, and a record of what really reached each device.
/// </summary>
internal sealed class CampaignModel
{
    public const int PerChunk = 6;

    private const long Later = 10_000_000;

    private static readonly Serializer Serializer =
        new ServiceCollection().AddSerializer().BuildServiceProvider().GetRequiredService<Serializer>();

    private static readonly Answer[] Answers =
    [
        Answer.Accepted,
        new(AttemptOutcome.Unknown, AttemptCause.ConnectionLost),
        Answer.Busy,
        new(AttemptOutcome.Rejected, Status: 410, Reason: "Unregistered"),
        new(AttemptOutcome.Rejected, Status: 503, Reason: "ServiceUnavailable"),
    ];

    private readonly UnknownPolicy _policy;
    private readonly DeviceRows[] _chunks;
    private readonly ChunkNotesState[] _notes;
    private readonly Dictionary<DeviceToken, int> _reached = [];
    private readonly List<OpenLease> _held = [];
    private readonly List<(OpenLease Lease, ChunkReport Report)> _reports = [];
    private readonly RetryOptions _retries = new() { MaxAttempts = 3 };
    private Ledger _ledger;
    private byte[] _stored = [];
    private long _now = 1;

    public CampaignModel(int chunks, UnknownPolicy policy)
    {
        _policy = policy;
        _chunks = [.. Enumerable.Range(0, chunks).Select(RowsOf)];
        _notes = [.. Enumerable.Range(0, chunks).Select(_ => new ChunkNotesState())];
        _ledger = new Ledger(new LedgerState(), policy);
        _ledger.Start(chunks, Devices, 0, DateTimeOffset.UnixEpoch);
        Store();
    }

    private int Devices => _chunks.Length * PerChunk;

    private LedgerState State => _ledger.State;

    public void Do(ScheduleStep step, int choice, byte[] answers)
    {
        switch (step)
        {
            case ScheduleStep.Grant or ScheduleStep.GrantUnheard when _ledger.Grant(0, "silo", Guid.Empty, _now) is { } lease:
                Store();
                if (step == ScheduleStep.Grant) _held.Add(lease);
                break;
            case ScheduleStep.Send or ScheduleStep.SendInPart when _held.Count > 0:
                Send(Pick(_held, choice), answers, inPart: step == ScheduleStep.SendInPart);
                break;
            case ScheduleStep.Report or ScheduleStep.ReportThenCrash when _reports.Count > 0:
                Report(_reports[choice % _reports.Count], stored: step == ScheduleStep.Report);
                break;
            case ScheduleStep.Lose when State.Open.Count > 0:
                _ledger.Lose(Pick(State.Open, choice).Number);
                Store();
                break;
            case ScheduleStep.Return when _held.Count > 0:
                var back = Pick(_held, choice);
                _held.Remove(back);
                _ledger.Return(back.Number);
                Store();
                break;
            case ScheduleStep.TakeUp when _ledger.Unread.Count > 0:
                TakeUp(Pick([.. _ledger.Unread], choice));
                break;
            case ScheduleStep.Settle or ScheduleStep.SettleThenCrash:
                Settle(most: 1 + (choice % 3), stored: step == ScheduleStep.Settle);
                break;
            case ScheduleStep.Pause when State.State == CampaignState.Running:
                _ledger.Pause(null);
                Store();
                break;
            case ScheduleStep.Resume when State.State == CampaignState.Paused:
                _ledger.Resume();
                Store();
                break;
            case ScheduleStep.Cancel when choice < 50 && State.State is CampaignState.Running or CampaignState.Paused:
                _ledger.Cancel();
                Store();
                break;
            case ScheduleStep.Crash:
                Reload();
                break;
            case ScheduleStep.Wait:
                _now += choice * 10;
                break;
        }
    }

    /// <summary>Everything that is under way is lost, the server takes everything, and the campaign goes on to its end.</summary>
    public void RunToEnd()
    {
        _now += Later;
        if (State.State == CampaignState.Paused) _ledger.Resume();
        foreach (var lease in State.Open.ToList()) _ledger.Lose(lease.Number);
        while (!_ledger.TryEnd(DateTimeOffset.UnixEpoch))
        {
            foreach (var chunk in _ledger.Unread.ToList()) TakeUp(chunk);
            Settle(most: 100, stored: true);
            if (_ledger.Grant(0, "silo", Guid.Empty, _now) is not { } lease) continue;
            _held.Add(lease);
            Send(lease, new byte[PerChunk], inPart: false);
            Report(_reports[^1], stored: true);
            _now += Later;
        }
    }

    public void AssertAddsUp()
    {
        var counts = _ledger.Counts();
        Assert.Equal(counts.Audience, counts.Pending + counts.Accepted + counts.Rejected + counts.Skipped + counts.Unknown);
        WaitingChunk[] listed =
            [.. State.Waiting, .. State.Lost, .. State.Open.Select(lease => new WaitingChunk(lease.Chunk, lease.Attempt, lease.Remainder))];
        // The newest notes count on every chunk of which something is owed that no list has.
        var unlisted = Enumerable.Range(0, _chunks.Length).Except(listed.Select(chunk => chunk.Chunk))
            .Where(chunk => _ledger.IsNoted(chunk) && !_ledger.IsFinished(chunk)).Select(chunk => Remainder.Of(Newest(chunk))).ToList();
        Assert.DoesNotContain(null, unlisted);
        Assert.Equal(listed.Length, listed.DistinctBy(chunk => chunk.Chunk).Count());
        var waiting = (_chunks.Length - State.Cursor) * PerChunk
            + listed.Sum(chunk => DevicesOf(chunk.Remainder)) + unlisted.Sum(DevicesOf);
        Assert.Equal((Devices, waiting), (counts.Audience, counts.Pending));
    }

    public void AssertEveryDeviceEndedOnce()
    {
        var counts = _ledger.Counts();
        Assert.Equal((Devices, 0), (counts.Audience, counts.Pending));
        var failures = Failures().ToDictionary(failure => failure.Token);
        Assert.Equal(Devices - counts.Accepted, failures.Count);
        Assert.Equal(counts.Unknown, failures.Values.Count(failure => failure.Outcome == FailureOutcome.Unknown));
        foreach (var reason in counts.RejectedBy.Concat(counts.SkippedBy))
            Assert.Equal(reason.Count, failures.Values.Count(failure => failure.Reason == reason.Reason && failure.Outcome != FailureOutcome.Unknown));

        foreach (var row in _chunks.SelectMany(Rows))
        {
            var reached = _reached.GetValueOrDefault(row.Token);
            if (!failures.TryGetValue(row.Token, out var failure)) Assert.NotEqual(0, reached);
            else if (failure.Outcome == FailureOutcome.Skipped) Assert.Equal(0, reached);
            if (_policy == UnknownPolicy.AtMostOnce) Assert.InRange(reached, 0, 1);
        }
        Assert.InRange(_reached.Values.Sum(times => times - 1), 0, counts.PossiblyRepeated);
    }

    private void Send(OpenLease lease, byte[] answers, bool inPart)
    {
        _held.Remove(lease);
        // The notes that a lease builds on are gone only when a later report was counted: the sender has lost it long since.
        if (Read(lease.Chunk, lease.Attempt, lease.Remainder) is not { } work) return;
        var tally = new Tally(work, new RetrySchedule(_policy, _retries, new Random(1)));
        var now = TimeSpan.Zero;
        for (var round = 0; tally.HasUnanswered && !(inPart && round == 1); round++)
        {
            var due = tally.TakeDue(now);
            var indexes = Enumerable.Range(0, due?.Count ?? work.Rows.Count).Select(i => At(answers, i, round)).ToArray();
            Reach(work.Rows, due, indexes);
            tally.Apply(new BatchResult([.. Answers], indexes), now);
            now = tally.NextDue ?? now;
        }
        if (inPart && !tally.IsTouched)
        {
            _ledger.Return(lease.Number);
            Store();
            return;
        }
        var left = tally.Remainder(now);
        var notes = tally.ToNotes(lease.Number, left?.Devices ?? default).After(work.Failures);
        if (left is { } owed) notes = notes with { Due = _now + (long)owed.Summary.Due.TotalMilliseconds };
        var report = tally.ToReport(lease.Number, default) with { Remainder = left?.Summary };
        if (!notes.IsEmpty || lease.Attempt > 0 || lease.Remainder is not null)
        {
            if (!_notes[lease.Chunk].Write(notes, lease.Remainder?.Basis ?? 0)) return;
            report = report with { HasNotes = true };
        }
        _reports.Add((lease, report));
    }

    private void Report((OpenLease Lease, ChunkReport Report) sent, bool stored)
    {
        _ledger.Report(sent.Report, _now);
        if (!stored)
        {
            Reload();
            return;
        }
        Store();
        _reports.Remove(sent);
        Assert.False(_ledger.Report(sent.Report, _now));
    }

    private void TakeUp(int chunk) => _ledger.TakeUp(chunk, Remainder.Of(Newest(chunk))!);

    private void Settle(int most, bool stored)
    {
        var chunks = _ledger.TakeLost(most);
        if (chunks.Count == 0) return;
        var number = _ledger.DrawLease();
        Store();
        foreach (var lost in chunks)
        {
            var work = Read(lost.Chunk, lost.Attempt, lost.Remainder)!;
            var (notes, report) = LostChunks.End(work, lost, number);
            Assert.True(_notes[lost.Chunk].Write(notes, lost.Remainder?.Basis ?? 0));
            _ledger.SettleLost(lost, report);
        }
        if (stored) Store();
        else Reload();
    }

    private LeasedDevices? Read(int chunk, int attempt, Remainder? remainder)
    {
        var rows = new ChunkRows(_chunks[chunk], 0);
        if (remainder is null) return LeasedDevices.Of(rows, attempt);
        return _notes[chunk].Find(remainder.Basis) is { } notes
            ? LeasedDevices.Of(rows, notes, TimeSpan.FromMilliseconds(Math.Max(0, _now - remainder.Due)), attempt)
            : null;
    }

    private void Reach(DeviceRows rows, IReadOnlyList<int>? due, byte[] indexes)
    {
        var tokens = Rows(rows).Select(row => row.Token).ToList();
        for (var i = 0; i < indexes.Length; i++)
        {
            var outcome = Answers[indexes[i]].Outcome;
            if (outcome is not (AttemptOutcome.Accepted or AttemptOutcome.Unknown)) continue;
            var token = tokens[due?[i] ?? i];
            _reached[token] = _reached.GetValueOrDefault(token) + 1;
        }
    }

    private IEnumerable<CampaignFailure> Failures()
    {
        for (var chunk = 0; chunk < _chunks.Length; chunk++)
        {
            if (_ledger.IsNoted(chunk))
            {
                foreach (var failure in FailureBlock.Unpack(Newest(chunk).Failures)) yield return failure;
            }
            else if (!_ledger.IsFinished(chunk))
            {
                foreach (var row in Rows(_chunks[chunk])) yield return new CampaignFailure(row.Token, FailureOutcome.Skipped, SkipReason.Cancelled);
            }
        }
    }

    private ChunkNotes Newest(int chunk) => _notes[chunk].Versions.MaxBy(version => version.Lease)!;

    private void Store() => _stored = Serializer.SerializeToArray(State);

    private void Reload() => _ledger = new Ledger(Serializer.Deserialize<LedgerState>(_stored)!, _policy);

    // A busy connection gives way at last.
    private static byte At(byte[] answers, int device, int round) =>
        round > 3 ? (byte)0 : answers[(device + round) % answers.Length];

    private static T Pick<T>(List<T> from, int choice) => from[choice % from.Count];

    private static int DevicesOf(Remainder? remainder) => remainder?.Devices ?? PerChunk;

    private static IEnumerable<DeviceRow> Rows(DeviceRows rows)
    {
        foreach (var row in rows) yield return row;
    }

    private static DeviceRows RowsOf(int chunk)
    {
        var rows = new DeviceRowsWriter(0);
        foreach (var token in Tokens.Good(PerChunk, from: chunk * PerChunk)) rows.Add(token);
        return rows.ToRows();
    }
}
