using Push.Grains.Senders;

namespace Push.Grains.Campaigns;

/// <summary>
/// What a campaign has to remember besides its spec: two bits per chunk, the leases that are out, and the totals. 100
/// million devices take 25 KB and what is out. What is owed of a chunk stands here only while the chunk's newest notes may
/// not be those that count; all other remainders are of the chunks that are noted, not finished, and in no list here.
/// </summary>
[GenerateSerializer, Alias("push.ledger-state")]
internal sealed class LedgerState
{
    [Id(0)]
    public CampaignState State { get; set; }

    [Id(1)]
    public int Chunks { get; set; }

    /// <summary>Members were added before this time, in milliseconds since 1970.</summary>
    [Id(2)]
    public long Before { get; set; }

    /// <summary>One bit per chunk: set when the last of its devices has ended.</summary>
    [Id(3)]
    public byte[] Finished { get; set; } = [];

    /// <summary>Chunks below this have been leased at least once.</summary>
    [Id(4)]
    public int Cursor { get; set; }

    [Id(5)]
    public List<OpenLease> Open { get; set; } = [];

    /// <summary>Chunks below the cursor to be leased again, and remainders of which a lease ended without a report.</summary>
    [Id(6)]
    public List<WaitingChunk> Waiting { get; set; } = [];

    /// <summary>
    /// Chunks and remainders that may have been sent to and are not leased again, because of the policy or a cancellation:
    /// each of their devices is still to be ended.
    /// </summary>
    [Id(7)]
    public List<WaitingChunk> Lost { get; set; } = [];

    [Id(8)]
    public long NextLease { get; set; } = 1;

    [Id(9)]
    public long Audience { get; set; }

    [Id(10)]
    public long Accepted { get; set; }

    [Id(11)]
    public long Unknown { get; set; }

    [Id(12)]
    public Dictionary<string, long> RejectedBy { get; set; } = new(StringComparer.Ordinal);

    [Id(13)]
    public Dictionary<string, long> SkippedBy { get; set; } = new(StringComparer.Ordinal);

    [Id(14)]
    public long Retired { get; set; }

    [Id(15)]
    public long Proposed { get; set; }

    [Id(16)]
    public long PossiblyRepeated { get; set; }

    [Id(17)]
    public DateTimeOffset? StartedAt { get; set; }

    [Id(18)]
    public DateTimeOffset? EndedAt { get; set; }

    [Id(19)]
    public CampaignProblem? Problem { get; set; }

    /// <summary>One bit per chunk: set when a report was counted that left notes on it. Empty as long as there are none.</summary>
    [Id(20)]
    public byte[] Noted { get; set; } = [];

    /// <summary>Whether most of the last answers were 500 or 503.</summary>
    [Id(21)]
    public bool IsTroubled { get; set; }

    /// <summary>How often the campaign was started, paused, resumed or cancelled.</summary>
    [Id(22)]
    public long Revision { get; set; }

    /// <summary>Whether the feed of the app says that the campaign has ended.</summary>
    [Id(23)]
    public bool IsEndTold { get; set; }
}

/// <summary>A lease that was granted and not yet reported.</summary>
[GenerateSerializer, Immutable, Alias("push.open-lease")]
internal sealed record OpenLease(
    [property: Id(0)] long Number,
    [property: Id(1)] int Chunk,
    [property: Id(2)] int Attempt,
    [property: Id(3)] int Slot,
    [property: Id(4)] string Silo,
    [property: Id(5)] Guid Sender)
{
    /// <summary>What of the chunk is leased; null: all of it.</summary>
    [Id(6)]
    public Remainder? Remainder { get; init; }
}

/// <summary>A chunk to be leased again, or what is owed of one.</summary>
/// <param name="Chunk">The chunk.</param>
/// <param name="Attempt">How many leases on these devices ended without a report.</param>
/// <param name="Remainder">What of the chunk; null: all of it.</param>
[GenerateSerializer, Immutable, Alias("push.waiting-chunk")]
internal readonly record struct WaitingChunk(
    [property: Id(0)] int Chunk,
    [property: Id(1)] int Attempt,
    [property: Id(2)] Remainder? Remainder = null);

/// <summary>What is owed of a chunk. Which devices they are stands in the notes on it.</summary>
/// <param name="Basis">The lease under whose number the notes have them.</param>
/// <param name="Devices">How many they are.</param>
/// <param name="Uncertain">How many of them may have been reached.</param>
/// <param name="Due">When the first of them is due, in milliseconds since 1970.</param>
[GenerateSerializer, Immutable, Alias("push.remainder")]
internal sealed record Remainder(
    [property: Id(0)] long Basis,
    [property: Id(1)] int Devices,
    [property: Id(2)] int Uncertain,
    [property: Id(3)] long Due)
{
    /// <summary>What notes say is owed; null: nothing.</summary>
    /// <exception cref="InvalidDataException">They were written by a later version.</exception>
    public static Remainder? Of(ChunkNotes? notes)
    {
        if (notes is null || notes.Remainder.IsEmpty) return null;
        var owed = Remainders.Unpack(notes.Remainder.Span, default).Values;
        return new Remainder(notes.Lease, owed.Count, owed.Count(device => device.MayHaveArrived), notes.Due);
    }
}
