namespace Push.Grains.Apps;

/// <summary>
/// What is stored of an app's proposals: counts, and the segments in whose rows they stand. Some KB, whatever is proposed.
/// </summary>
[GenerateSerializer, Alias("push.brake-state")]
internal sealed class BrakeState
{
    /// <summary>The last answers, the oldest first.</summary>
    [Id(0)]
    public List<BrakeEntry> Window { get; set; } = [];

    /// <summary>What is decided and not yet written into the rows.</summary>
    [Id(1)]
    public List<DueProposals> Due { get; set; } = [];

    /// <summary>What put the brake on; null while it is off.</summary>
    [Id(2)]
    public BrakeTrip? TrippedBy { get; set; }

    [Id(3)]
    public DateTimeOffset? TrippedAt { get; set; }

    /// <summary>Devices whose proposals wait for a decision.</summary>
    [Id(4)]
    public long Held { get; set; }

    [Id(5)]
    public List<ProposalBatch> HeldBatches { get; set; } = [];

    /// <summary>Too many to be remembered one by one: every proposal of the app is held.</summary>
    [Id(6)]
    public bool HoldsAll { get; set; }

    /// <summary>The decision that holds until the share of bad tokens has fallen under the limit.</summary>
    [Id(7)]
    public ProposalDecision? Standing { get; set; }

    /// <summary>Which reports are in the counts.</summary>
    [Id(8)]
    public ReportNumbers Reported { get; set; } = new();
}

/// <summary>Some answers that came one after the other.</summary>
[GenerateSerializer, Alias("push.brake-entry")]
internal sealed class BrakeEntry
{
    [Id(0)]
    public int Answers { get; set; }

    [Id(1)]
    public int Bad { get; set; }

    /// <summary>Where the devices stand, until their proposals are settled.</summary>
    [Id(2)]
    public List<ProposalBatch> Batches { get; set; } = [];
}

/// <summary>Proposals about which is decided.</summary>
/// <param name="Decision">What becomes of the devices.</param>
/// <param name="Batch">Where they stand; null: all proposals of the app.</param>
[GenerateSerializer, Immutable, Alias("push.due-proposals")]
internal sealed record DueProposals([property: Id(0)] ProposalDecision Decision, [property: Id(1)] ProposalBatch? Batch);

/// <summary>The answers that put the brake on.</summary>
[GenerateSerializer, Immutable, Alias("push.brake-trip")]
internal sealed record BrakeTrip([property: Id(0)] int Answers, [property: Id(1)] int Bad);
