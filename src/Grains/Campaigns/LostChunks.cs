using Push.Grains.Senders;

namespace Push.Grains.Campaigns;

/// <summary>
/// Ends the devices of chunks and remainders that may have been sent to, and that nobody reports any more: as a sender
/// would that reaches none of them.
/// </summary>
/// <remarks>Called by <see cref="CampaignRun"/>; calls <see cref="LeasedDeviceReader"/> and <see cref="IChunkNotesGrain"/>.</remarks>
internal sealed class LostChunks(LeasedDeviceReader devices, IGrainFactory grains)
{
    /// <summary>Stores what became of them, and reports it under a lease that the campaign drew for it.</summary>
    public async Task<ChunkReport> EndAsync(SendingOrder order, WaitingChunk lost, long number)
    {
        var remainder = lost.Remainder is { } left ? new LeasedRemainder(left.Basis, TimeSpan.Zero) : null;
        var lease = new Lease(number, lost.Chunk, lost.Attempt, default) { Remainder = remainder };
        var work = await devices.ReadAsync(order, lease, withAttributes: false);
        var (ended, report) = End(work, lost, number);
        var notes = grains.GetGrain<IChunkNotesGrain>(ChunkNotesKey.Of(order.Campaign, lost.Chunk));
        await notes.Write(ended, remainder?.Basis ?? 0);
        return report;
    }

    /// <summary>Who may have been reached ends as unknown, whoever was certainly not as cancelled.</summary>
    internal static (ChunkNotes Notes, ChunkReport Report) End(LeasedDevices work, WaitingChunk lost, long number)
    {
        var tally = new Tally(work, new RetrySchedule(UnknownPolicy.AtMostOnce, new RetryOptions(), Random.Shared));
        tally.EndAbsent();
        tally.EndOwed(lost.Attempt > 0 ? LeaseLost : SkipReason.Cancelled);
        return (tally.ToNotes(number, default).After(work.Failures), tally.ToReport(number, default) with { HasNotes = true });
    }

    private const string LeaseLost = nameof(LeaseLost);
}
