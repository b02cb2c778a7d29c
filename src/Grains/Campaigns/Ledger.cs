using System.Collections.Immutable;
using Push.Grains.Senders;

namespace Push.Grains.Campaigns;

/// <summary>
/// The rules of a campaign's ledger, without time and without I/O: which chunk is leased next, which report counts,
/// and that every recipient ends once. Its state is stored as a whole after each change.
/// </summary>
/// <remarks>Used by <see cref="CampaignGrain"/>.</remarks>
internal sealed class Ledger(LedgerState state, UnknownPolicy policy)
{
    public LedgerState State => state;

    /// <summary>Whether a chunk could be leased now.</summary>
    public bool HasWork => state.State == CampaignState.Running && (state.Waiting.Count > 0 || state.Cursor < state.Chunks);

    /// <summary>Begins: every recipient is pending.</summary>
    public void Start(int chunks, long audience, long before, DateTimeOffset now)
    {
        state.Chunks = chunks;
        state.Finished = new byte[(chunks + 7) / 8];
        state.Audience = audience;
        state.Before = before;
        state.StartedAt = now;
        state.State = CampaignState.Running;
    }

    /// <summary>Leases the next chunk, or nothing when there is none.</summary>
    public OpenLease? Grant(int slot, string silo, Guid sender)
    {
        if (!HasWork) return null;
        var next = new WaitingChunk(state.Cursor, 0);
        if (state.Waiting.Count > 0)
        {
            next = state.Waiting[0];
            state.Waiting.RemoveAt(0);
        }
        else
        {
            state.Cursor++;
        }
        var lease = new OpenLease(state.NextLease++, next.Chunk, next.Attempt, slot, silo, sender);
        state.Open.Add(lease);
        return lease;
    }

    /// <summary>Counts a report, if its lease is out. One that was counted or that lost its lease is dropped.</summary>
    public bool Report(ChunkReport report)
    {
        if (Take(report.Lease) is not { } lease) return false;
        state.Finished[lease.Chunk / 8] |= (byte)(1 << (lease.Chunk % 8));
        state.Accepted += report.Accepted;
        state.Unknown += report.Unknown;
        Add(state.RejectedBy, report.RejectedBy);
        AddSkipped(lease, report);
        state.Retired += report.Retired;
        state.Proposed += report.Proposed;
        state.PossiblyRepeated += lease.Attempt * report.Devices;
        return true;
    }

    /// <summary>A lease comes back with nothing sent: its chunk is as if it had never been leased.</summary>
    public bool Return(long number)
    {
        if (Take(number) is not { } lease) return false;
        if (lease.Attempt > 0 && state.State == CampaignState.Cancelling) state.Lost.Add(lease.Chunk);
        else state.Waiting.Add(new WaitingChunk(lease.Chunk, lease.Attempt));
        return true;
    }

    /// <summary>
    /// A lease has ended without a report. At least once, its chunk is leased again; at most once, or when the campaign
    /// is being cancelled, its members may have been sent to and end as unknown.
    /// </summary>
    public bool Lose(long number)
    {
        if (Take(number) is not { } lease) return false;
        if (policy == UnknownPolicy.AtMostOnce || state.State == CampaignState.Cancelling) state.Lost.Add(lease.Chunk);
        else state.Waiting.Add(new WaitingChunk(lease.Chunk, lease.Attempt + 1));
        return true;
    }

    /// <summary>Ends the members of a lost chunk as unknown.</summary>
    public void SettleLost(int chunk, long members)
    {
        if (!state.Lost.Remove(chunk)) return;
        state.Finished[chunk / 8] |= (byte)(1 << (chunk % 8));
        state.Unknown += members;
    }

    public void Pause(CampaignProblem? problem)
    {
        state.State = CampaignState.Paused;
        state.Problem = problem;
    }

    public void Resume()
    {
        state.State = CampaignState.Running;
        state.Problem = null;
    }

    /// <summary>Nothing more is leased; chunks that may have been sent in part end as unknown.</summary>
    public void Cancel()
    {
        state.State = CampaignState.Cancelling;
        state.Problem = null;
        state.Lost.AddRange(state.Waiting.Where(chunk => chunk.Attempt > 0).Select(chunk => chunk.Chunk));
        state.Waiting.RemoveAll(chunk => chunk.Attempt > 0);
    }

    /// <summary>Ends the campaign if nothing is out and nothing can be leased any more; whether it did.</summary>
    public bool TryEnd(DateTimeOffset now)
    {
        if (state.Open.Count > 0 || state.Lost.Count > 0) return false;
        if (state.State == CampaignState.Cancelling)
        {
            End(CampaignState.Cancelled, SkipReason.Cancelled, now);
            return true;
        }
        if (state.State is not (CampaignState.Running or CampaignState.Paused)) return false;
        if (state.Waiting.Count > 0 || state.Cursor < state.Chunks) return false;
        // Who isn't there any more when all chunks have been read has left.
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

    private void End(CampaignState end, string reason, DateTimeOffset now)
    {
        // Devices that the count at the start missed were sent to like all others.
        state.Audience = Math.Max(state.Audience, Ended);
        var pending = state.Audience - Ended;
        if (pending > 0) state.SkippedBy[reason] = state.SkippedBy.GetValueOrDefault(reason) + pending;
        state.State = end;
        state.EndedAt = now;
        state.Problem = null;
    }

    // Who is skipped under this lease may have been reached under one that ended without a report. Who isn't there any more
    // has left, whatever came before.
    private void AddSkipped(OpenLease lease, ChunkReport report)
    {
        foreach (var (reason, count) in report.SkippedBy)
        {
            if (lease.Attempt > 0 && reason != SkipReason.LeftAudience) state.Unknown += count;
            else state.SkippedBy[reason] = state.SkippedBy.GetValueOrDefault(reason) + count;
        }
    }

    private OpenLease? Take(long number)
    {
        var place = state.Open.FindIndex(lease => lease.Number == number);
        if (place < 0) return null;
        var lease = state.Open[place];
        state.Open.RemoveAt(place);
        return lease;
    }

    private static void Add(Dictionary<string, long> totals, ImmutableArray<ReasonCount> counts)
    {
        foreach (var (reason, count) in counts) totals[reason] = totals.GetValueOrDefault(reason) + count;
    }

    private static ImmutableArray<ReasonCount> Sorted(Dictionary<string, long> totals) =>
        [.. totals.OrderByDescending(total => total.Value).ThenBy(total => total.Key, StringComparer.Ordinal)
            .Select(total => new ReasonCount(total.Key, total.Value))];
}
