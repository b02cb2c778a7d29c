using Push.Grains.Audiences;

namespace Push.Grains.Senders;

/// <summary>Whom a lease is about: all devices of a chunk, or those of its remainder.</summary>
/// <param name="Rows">The devices that are there.</param>
internal sealed record LeasedDevices(DeviceRows Rows)
{
    /// <summary>What is known of each from earlier attempts; null when there were none.</summary>
    public List<OwedDevice>? Owed { get; init; }

    /// <summary>Whether any of them may have been reached under an earlier lease that ended without a report.</summary>
    public bool IsUncertain { get; init; }

    /// <summary>What earlier leases noted of devices of the chunk that have ended, packed.</summary>
    public ReadOnlyMemory<byte> Failures { get; init; }

    /// <summary>Recipients that have left the audience before anything reached them.</summary>
    public int Absent { get; init; }

    /// <summary>Recipients that have left the audience, and may have been reached before.</summary>
    public int AbsentUncertain { get; init; }

    /// <summary>A whole chunk.</summary>
    /// <param name="chunk">Its devices.</param>
    /// <param name="attempt">How many leases on it ended without a report.</param>
    public static LeasedDevices Of(ChunkRows chunk, int attempt) => new(chunk.Rows)
    {
        IsUncertain = attempt > 0,
        Absent = attempt > 0 ? 0 : chunk.Left,
        AbsentUncertain = attempt > 0 ? chunk.Left : 0,
    };

    /// <summary>What is owed of a chunk.</summary>
    /// <param name="chunk">The devices of the chunk.</param>
    /// <param name="notes">The notes that say who is owed an attempt.</param>
    /// <param name="overdue">How long ago the first of them was due.</param>
    /// <param name="attempt">How many leases on them ended without a report.</param>
    public static LeasedDevices Of(ChunkRows chunk, ChunkNotes notes, TimeSpan overdue, int attempt)
    {
        var owed = Remainders.Unpack(notes.Remainder.Span, -overdue);
        var rows = new DeviceRowsWriter(DeviceRowsWriter.BaseTimeOf(chunk.Rows));
        var devices = new List<OwedDevice>(owed.Count);
        foreach (var row in chunk.Rows)
        {
            if (!owed.Remove(Remainders.HashOf(row.Token), out var device)) continue;
            devices.Add(device with { Place = devices.Count, MayHaveArrived = device.MayHaveArrived || attempt > 0 });
            rows.Add(row);
        }
        var uncertain = attempt > 0 ? owed.Count : owed.Values.Count(device => device.MayHaveArrived);
        return new LeasedDevices(rows.ToRows())
        {
            Owed = devices,
            Failures = notes.Failures,
            IsUncertain = attempt > 0,
            Absent = owed.Count - uncertain,
            AbsentUncertain = uncertain,
        };
    }
}
