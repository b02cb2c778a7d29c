namespace Push.Simulator.Control;

/// <summary>The JSON of <c>GET /stats</c>.</summary>
internal sealed record StatsDocument(
    long Accepted,
    long Rejected,
    IReadOnlyDictionary<string, long> RejectedByReason,
    DuplicatesDocument Duplicates,
    LedgerDocument Ledger,
    long Connections,
    int OpenConnections,
    int MostStreams,
    long RefusedStreams,
    long ConnectionErrors,
    IReadOnlyDictionary<string, long> Remarks,
    Faults.FaultCounts Faults)
{
    public static StatsDocument Of(SimulatorStats stats) => new(
        stats.Answers.Accepted,
        stats.Answers.Rejected,
        stats.Answers.RejectedByReason,
        new DuplicatesDocument(stats.Answers.DuplicateIds, stats.Answers.DuplicateDeliveries),
        new LedgerDocument(
            stats.Answers.RememberedIds, stats.Answers.RememberedDeliveries, stats.Answers.RememberedTokens, stats.Answers.Capacity, stats.Answers.IsFull,
            stats.Answers.Unremembered),
        stats.Connections,
        stats.OpenConnections,
        stats.MostStreams,
        stats.RefusedStreams,
        stats.ConnectionErrors,
        stats.Remarks,
        stats.Faults);
}

/// <summary>Pushes accepted again: by apns-id, and by token, topic and payload.</summary>
internal sealed record DuplicatesDocument(long ById, long ByTokenTopicPayload);

/// <summary>How far the ledger is filled.</summary>
internal sealed record LedgerDocument(int Ids, int Deliveries, int Tokens, int Capacity, bool Full, long Unremembered);
