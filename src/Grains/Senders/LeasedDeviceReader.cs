namespace Push.Grains.Senders;

/// <summary>Reads whom a lease is about: a whole chunk from its segments, or those of it that its notes say are owed.</summary>
/// <remarks>Called by <see cref="ChunkSender"/>; calls <see cref="ChunkReader"/> and <see cref="IChunkNotesGrain"/>.</remarks>
internal sealed class LeasedDeviceReader(ChunkReader reader, IGrainFactory grains)
{
    /// <param name="order">The campaign.</param>
    /// <param name="lease">The lease.</param>
    /// <param name="withAttributes">Whether rows have what fills a template.</param>
    /// <exception cref="InvalidDataException">The notes are missing, or of a later version.</exception>
    public async Task<LeasedDevices> ReadAsync(SendingOrder order, Lease lease, bool withAttributes)
    {
        var chunk = await reader.ReadAsync(order, lease.Chunk, withAttributes);
        if (lease.Remainder is not { } remainder) return LeasedDevices.Of(chunk, lease.Attempt);
        var notes = await grains.GetGrain<IChunkNotesGrain>(ChunkNotesKey.Of(order.Campaign, lease.Chunk)).Read(remainder.Basis)
            ?? throw new InvalidDataException($"The notes of lease {remainder.Basis} on chunk {lease.Chunk} are missing.");
        return LeasedDevices.Of(chunk, notes, remainder.Overdue, lease.Attempt);
    }
}
