namespace Push.Simulator.Ledgers;

/// <summary>The ledger's counts at one moment.</summary>
public sealed record LedgerStats
{
    /// <summary>Answers with status 200.</summary>
    public long Accepted { get; init; }

    /// <summary>Answers with another status.</summary>
    public long Rejected { get; init; }

    /// <summary>Answers with another status, by the reason in their body.</summary>
    public IReadOnlyDictionary<string, long> RejectedByReason { get; init; } = new Dictionary<string, long>();

    /// <summary>Pushes accepted though one with the same apns-id had been accepted before.</summary>
    public long DuplicateIds { get; init; }

    /// <summary>Pushes accepted though one with the same token, topic and payload had been accepted before.</summary>
    public long DuplicateDeliveries { get; init; }

    /// <summary>Different apns-ids in the ledger.</summary>
    public int RememberedIds { get; init; }

    /// <summary>Different combinations of token, topic and payload in the ledger.</summary>
    public int RememberedDeliveries { get; init; }

    /// <summary>Different device tokens in the ledger; 0 when it keeps none.</summary>
    public int RememberedTokens { get; init; }

    /// <summary>Entries that did not enter because the ledger was full; while it is 0, the duplicates are exact.</summary>
    public long Unremembered { get; init; }

    /// <summary>Entries of each kind that the ledger can hold.</summary>
    public int Capacity { get; init; }

    /// <summary>Whether the ledger is full.</summary>
    public bool IsFull { get; init; }
}
