using System.Buffers;
using Push.Grains.Senders;

namespace Push.Grains.Campaigns;

/// <summary>
/// The notes on all chunks of a campaign. From them come, page by page, the devices that it could not reach; those of a
/// cancelled campaign's chunks that were never leased are still to be found in the segments.
/// </summary>
/// <remarks>Called by <see cref="CampaignGrain"/>; calls <see cref="IChunkNotesGrain"/> and <see cref="ChunkReader"/>.</remarks>
internal sealed class CampaignNotes(ChunkReader reader, IGrainFactory grains)
{
    private const int MaxBytes = 256 * 1024;
    private const int MaxReads = 2048;
    private const int Parallelism = 16;

    public async Task<FailurePage> ReadFailuresAsync(Ledger ledger, SendingOrder order, int from)
    {
        var page = new ArrayBufferWriter<byte>();
        var next = Math.Max(0, from);
        // Notes may be empty, and a page has to come in time all the same.
        for (var read = 0; page.WrittenCount < MaxBytes && read < MaxReads; read += Parallelism)
        {
            var reads = new List<Task<ReadOnlyMemory<byte>>>(Parallelism);
            for (; next < order.Chunks && reads.Count < Parallelism; next++)
            {
                if (ledger.IsNoted(next)) reads.Add(ReadNotedAsync(order.Campaign, next, ledger.BasisOf(next)));
                else if (ledger.State.State == CampaignState.Cancelled && !ledger.IsFinished(next)) reads.Add(ReadUnsentAsync(order, next));
            }
            foreach (var block in await Task.WhenAll(reads)) page.Write(block.Span);
            if (next >= order.Chunks) return new FailurePage(page.WrittenMemory, null);
        }
        return new FailurePage(page.WrittenMemory, next);
    }

    /// <summary>What the newest notes on a chunk say is owed of it.</summary>
    /// <exception cref="InvalidDataException">Nothing is, or the notes are of a later version.</exception>
    public async Task<Remainder> ReadRemainderAsync(string campaign, int chunk) =>
        Remainder.Of(await Notes(campaign, chunk).ReadNewest()) ?? throw new InvalidDataException($"The notes on chunk {chunk} owe nothing.");

    /// <summary>Removes them.</summary>
    public async Task ClearAsync(string campaign, Ledger ledger)
    {
        foreach (var chunks in Enumerable.Range(0, ledger.State.Chunks).Where(ledger.IsNoted).Chunk(Parallelism))
            await Task.WhenAll(chunks.Select(chunk => Notes(campaign, chunk).Clear()));
    }

    private IChunkNotesGrain Notes(string campaign, int chunk) =>
        grains.GetGrain<IChunkNotesGrain>(ChunkNotesKey.Of(campaign, chunk));

    private async Task<ReadOnlyMemory<byte>> ReadNotedAsync(string campaign, int chunk, long? basis)
    {
        var grain = Notes(campaign, chunk);
        // A report that was counted meanwhile takes away the notes it was built on.
        var notes = (basis is { } lease ? await grain.Read(lease) : null) ?? await grain.ReadNewest();
        return notes?.Failures ?? default;
    }

    private async Task<ReadOnlyMemory<byte>> ReadUnsentAsync(SendingOrder order, int chunk)
    {
        var devices = await reader.ReadAsync(order, chunk, withAttributes: false);
        var failures = new List<CampaignFailure>(devices.Rows.Count);
        foreach (var row in devices.Rows) failures.Add(new CampaignFailure(row.Token, FailureOutcome.Skipped, SkipReason.Cancelled));
        return FailureBlock.Pack(failures);
    }
}
