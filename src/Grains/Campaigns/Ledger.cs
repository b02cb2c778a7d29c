using System.Collections.Immutable;
using Push.Grains.Senders;

namespace Push.Grains.Campaigns;

/// <summary>
/// The rules of a campaign's ledger, without a clock and without I/O: which report counts, what follows from a lease
/// that is lost, and that every recipient ends once. Its state is stored as a whole after each change.
/// </summary>
/// <remarks>Used by <see cref="CampaignGrain"/>. Times are in milliseconds since 1970.</remarks>
internal sealed class Ledger(LedgerState state, UnknownPolicy policy)
{
    private readonly LeaseQueue _queue = new(state);

    public LedgerState State => state;

    /// <summary>Whether anything could be leased now.</summary>
    public bool HasWork(long now) => state.State == CampaignState.Running && _queue.HasWork(now);

    /// <summary>When there will be more to lease because its time has come; null when nothing waits for its time.</summary>
    public long? NextDue => state.State == CampaignState.Running ? _queue.NextDue : null;

    /// <summary>Chunks whose remainder is still to be read from their newest notes, because an earlier activation counted it.</summary>
    public IReadOnlyCollection<int> Unread => _queue.Unread;

    /// <summary>What the newest notes on a chunk say is owed of it, if that was still to be read.</summary>
    public void TakeUp(int chunk, Remainder remainder) => _queue.TakeUp(chunk, remainder);

    /// <summary>Whether the campaign has ended and the feed of its app doesn't say so yet.</summary>
    public bool IsEndUntold => state is { State: CampaignState.Finished or CampaignState.Cancelled, IsEndTold: false };

    /// <summary>The feed says that the campaign has ended.</summary>
    public void EndTold() => state.IsEndTold = true;

    /// <summary>Begins: every recipient is pending.</summary>
    public void Start(int chunks, long audience, long before, DateTimeOffset now)
    {
        state.Chunks = chunks;
        state.Finished = new byte[(chunks + 7) / 8];
        state.Audience = audience;
        state.Before = before;
        state.StartedAt = now;
        Become(CampaignState.Running);
    }

    /// <summary>Leases the next chunk or remainder, or nothing when there is none.</summary>
    public OpenLease? Grant(int slot, string silo, Guid sender, long now)
    {
        if (state.State != CampaignState.Running || _queue.Take(now) is not { } next) return null;
        var lease = new OpenLease(state.NextLease++, next.Chunk, next.Attempt, slot, silo, sender) { Remainder = next.Remainder };
        state.Open.Add(lease);
        return lease;
    }

    /// <summary>Counts a report, if its lease is out. One that was counted or that lost its lease is dropped.</summary>
    public bool Report(ChunkReport report, long now)
    {
        if (Take(report.Lease) is not { } lease) return false;
        Count(lease.Chunk, report);
        state.PossiblyRepeated += lease.Attempt * report.Devices;
        // What is owed may be owed because of its devices: only those that were not tried before say that trouble has begun.
        if (report.IsTroubled is { } troubled && (lease.Remainder is null || !troubled)) state.IsTroubled = troubled;
        if (report.Remainder is not { } left)
        {
            Finish(lease.Chunk);
            return true;
        }
        var due = now + (long)left.Due.TotalMilliseconds;
        PutBack(new WaitingChunk(lease.Chunk, 0, new Remainder(lease.Number, left.Devices, left.Uncertain, due)));
        return true;
    }

    /// <summary>A lease comes back with nothing sent: its devices are as if they had never been leased.</summary>
    public bool Return(long number)
    {
        if (Take(number) is not { } lease) return false;
        PutBack(new WaitingChunk(lease.Chunk, lease.Attempt, lease.Remainder));
        return true;
    }

    /// <summary>
    /// A lease has ended without a report. At least once, its devices are leased again; at most once, or when the
    /// campaign is being cancelled, they may have been sent to and end as unknown.
    /// </summary>
    public bool Lose(long number)
    {
        if (Take(number) is not { } lease) return false;
        var lost = new WaitingChunk(lease.Chunk, lease.Attempt + 1, lease.Remainder);
        if (policy == UnknownPolicy.AtMostOnce) state.Lost.Add(lost);
        else PutBack(lost);
        return true;
    }

    /// <summary>
    /// What is to be ended next of lost chunks. While the campaign is being cancelled, remainders that wait are lost, too, a
    /// few at a time: each stands in the stored state before anything is noted of it.
    /// </summary>
    /// <param name="most">How many are lost at a time.</param>
    public IReadOnlyList<WaitingChunk> TakeLost(int most)
    {
        while (state.State == CampaignState.Cancelling && state.Lost.Count < most && _queue.TakeRemainder() is { } remainder)
            state.Lost.Add(remainder);
        return [.. state.Lost.Take(most)];
    }

    /// <summary>Draws the number of a lease that the campaign gives itself, to end the devices of lost chunks.</summary>
    public long DrawLease() => state.NextLease++;

    /// <summary>Ends the devices of a lost chunk or remainder, each of which the report has in some way.</summary>
    public void SettleLost(WaitingChunk lost, ChunkReport report)
    {
        if (!state.Lost.Remove(lost)) return;
        Count(lost.Chunk, report);
        Finish(lost.Chunk);
        // Every lease after the first may have repeated what those before it had sent.
        state.PossiblyRepeated += Math.Max(0, lost.Attempt - 1) * report.Devices;
    }

    /// <summary>Whether notes on a chunk are stored.</summary>
    public bool IsNoted(int chunk) => ChunkBits.IsSet(state.Noted, chunk);

    /// <summary>Whether the last device of a chunk has ended.</summary>
    public bool IsFinished(int chunk) => ChunkBits.IsSet(state.Finished, chunk);

    /// <summary>The lease under whose number the notes on a chunk count; null: under the newest.</summary>
    public long? BasisOf(int chunk) =>
        state.Waiting.Find(waiting => waiting.Chunk == chunk).Remainder?.Basis
        ?? state.Open.Find(lease => lease.Chunk == chunk)?.Remainder?.Basis
        ?? state.Lost.Find(lost => lost.Chunk == chunk).Remainder?.Basis;

    public void Pause(CampaignProblem? problem)
    {
        Become(CampaignState.Paused);
        state.Problem = problem;
    }

    public void Resume()
    {
        Become(CampaignState.Running);
        state.Problem = null;
        state.IsTroubled = false;
    }

    /// <summary>Nothing more is leased; who may have been reached ends as unknown.</summary>
    public void Cancel()
    {
        Become(CampaignState.Cancelling);
        state.Problem = null;
        state.Lost.AddRange(_queue.TakeUncertain());
    }

    /// <summary>Ends the campaign if nothing is out and nothing can be leased any more; whether it did.</summary>
    public bool TryEnd(DateTimeOffset now)
    {
        if (state.Open.Count > 0 || state.Lost.Count > 0) return false;
        if (state.State == CampaignState.Cancelling && _queue.OwesNothing)
        {
            End(CampaignState.Cancelled, SkipReason.Cancelled, now);
            return true;
        }
        if (state.State is not (CampaignState.Running or CampaignState.Paused) || !_queue.IsEmpty) return false;
        // Who isn't there any more when all chunks have been read has left, perhaps after having been reached under a lost lease.
        if (state.PossiblyRepeated > 0) state.Unknown += Math.Max(0, state.Audience - Ended);
        End(CampaignState.Finished, SkipReason.LeftAudience, now);
        return true;
    }

    public CampaignCounts Counts() => new()
    {
        Audience = Math.Max(state.Audience, Ended),
        Accepted = state.Accepted,
        RejectedBy = Sorted(state.RejectedBy),
        SkippedBy = Sorted(state.SkippedBy),
        Unknown = state.Unknown,
        Retired = state.Retired,
        Proposed = state.Proposed,
        PossiblyRepeated = state.PossiblyRepeated,
    };

    private long Ended => state.Accepted + state.Unknown + state.RejectedBy.Values.Sum() + state.SkippedBy.Values.Sum();

    private void Become(CampaignState next)
    {
        state.State = next;
        state.Revision++;
    }

    private void End(CampaignState end, string reason, DateTimeOffset now)
    {
        // Devices that the count at the start missed were sent to like all others.
        state.Audience = Math.Max(state.Audience, Ended);
        var pending = state.Audience - Ended;
        if (pending > 0) Add(state.SkippedBy, [new ReasonCount(reason, pending)]);
        state.State = end;
        state.EndedAt = now;
        state.Problem = null;
    }

    private void PutBack(WaitingChunk chunk)
    {
        if (state.State == CampaignState.Cancelling && chunk.Attempt > 0) state.Lost.Add(chunk);
        else _queue.Add(chunk);
    }

    private OpenLease? Take(long number)
    {
        var place = state.Open.FindIndex(lease => lease.Number == number);
        if (place < 0) return null;
        var lease = state.Open[place];
        state.Open.RemoveAt(place);
        return lease;
    }

    private void Count(int chunk, ChunkReport report)
    {
        state.Accepted += report.Accepted;
        state.Unknown += report.Unknown;
        Add(state.RejectedBy, report.RejectedBy);
        Add(state.SkippedBy, report.SkippedBy);
        state.Retired += report.Retired;
        state.Proposed += report.Proposed;
        state.PossiblyRepeated += report.Repeated;
        if (!report.HasNotes && report.Remainder is null) return;
        if (state.Noted.Length == 0) state.Noted = new byte[state.Finished.Length];
        ChunkBits.Set(state.Noted, chunk);
    }

    private void Finish(int chunk) => ChunkBits.Set(state.Finished, chunk);

    private static void Add(Dictionary<string, long> totals, ImmutableArray<ReasonCount> counts)
    {
        foreach (var (reason, count) in counts) totals[reason] = totals.GetValueOrDefault(reason) + count;
    }

    private static ImmutableArray<ReasonCount> Sorted(Dictionary<string, long> totals) =>
        [.. totals.OrderByDescending(total => total.Value).ThenBy(total => total.Key, StringComparer.Ordinal)
            .Select(total => new ReasonCount(total.Key, total.Value))];
}
