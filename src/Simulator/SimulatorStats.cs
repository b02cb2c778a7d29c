using Push.Simulator.Faults;
using Push.Simulator.Ledgers;

namespace Push.Simulator;

/// <summary>What a simulator has counted since its start or its last reset.</summary>
public sealed record SimulatorStats
{
    /// <summary>Answers and duplicates.</summary>
    public required LedgerStats Answers { get; init; }

    /// <summary>Connections accepted.</summary>
    public long Connections { get; init; }

    /// <summary>Connections open now.</summary>
    public int OpenConnections { get; init; }

    /// <summary>Most streams that one connection had open at once.</summary>
    public int MostStreams { get; init; }

    /// <summary>Streams refused with REFUSED_STREAM because they were more than allowed.</summary>
    public long RefusedStreams { get; init; }

    /// <summary>Connections ended with GOAWAY because the peer broke a rule of HTTP/2.</summary>
    public long ConnectionErrors { get; init; }

    /// <summary>Pushes accepted of whose payload a device would not understand something, by what that is.</summary>
    public IReadOnlyDictionary<string, long> Remarks { get; init; } = new Dictionary<string, long>();

    /// <summary>How often faults struck.</summary>
    public FaultCounts Faults { get; init; } = new();
}
