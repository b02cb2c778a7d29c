namespace Push.Grains.Campaigns;

/// <summary>
/// What a campaign has to remember besides its spec: a bit per chunk, the leases that are out, and the totals. 100
/// million devices take 12.5 KB and what is out.
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

    /// <summary>One bit per chunk: set when its report was counted.</summary>
    [Id(3)]
    public byte[] Finished { get; set; } = [];

    /// <summary>Chunks below this have been leased at least once.</summary>
    [Id(4)]
    public int Cursor { get; set; }

    [Id(5)]
    public List<OpenLease> Open { get; set; } = [];

    /// <summary>Chunks below the cursor to be leased again.</summary>
    [Id(6)]
    public List<WaitingChunk> Waiting { get; set; } = [];

    /// <summary>Chunks whose lease ended without a report and that are not leased again: their members end as unknown.</summary>
    [Id(7)]
    public List<int> Lost { get; set; } = [];

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
}

/// <summary>A lease that was granted and not yet reported.</summary>
[GenerateSerializer, Immutable, Alias("push.open-lease")]
internal sealed record OpenLease(
    [property: Id(0)] long Number,
    [property: Id(1)] int Chunk,
    [property: Id(2)] int Attempt,
    [property: Id(3)] int Slot,
    [property: Id(4)] string Silo,
    [property: Id(5)] Guid Sender);

/// <summary>A chunk to be leased again.</summary>
/// <param name="Chunk">The chunk.</param>
/// <param name="Attempt">How many of its leases ended without a report.</param>
[GenerateSerializer, Immutable, Alias("push.waiting-chunk")]
internal readonly record struct WaitingChunk([property: Id(0)] int Chunk, [property: Id(1)] int Attempt);
