using Push.Cli.Campaigns;

namespace Push.Cli.Quickstart;

/// <summary>What <c>push quickstart</c> prints at its end.</summary>
internal sealed record QuickstartResult
{
    /// <summary>The campaign's id.</summary>
    public required string Campaign { get; init; }

    /// <summary>Its state.</summary>
    public required string State { get; init; }

    /// <summary>The data folder, if it was kept.</summary>
    public string? Data { get; init; }

    /// <summary>Devices made: all, and those of them that are gone and that never were.</summary>
    public required int Devices { get; init; }

    public required int Dead { get; init; }

    public required int Bad { get; init; }

    /// <summary>The campaign's own counts.</summary>
    public required CountsResult Counts { get; init; }

    /// <summary>What an earlier process had counted, when this one went on with its campaign.</summary>
    public CountsResult? Before { get; init; }

    /// <summary>The simulated APNs' counts, of this process only.</summary>
    public required SimulatorCounts Simulator { get; init; }

    /// <summary>How long importing took, in seconds; null if nothing was imported.</summary>
    public double? ImportSeconds { get; init; }

    /// <summary>How long sending took in this process, in seconds.</summary>
    public required double Seconds { get; init; }

    /// <summary>Notifications per second while sending.</summary>
    public required double Rate { get; init; }

    /// <summary>Everything that is not as it must be at the end; empty when every device is accounted for.</summary>
    public required IReadOnlyList<string> Differences { get; init; }
}

/// <summary>What the simulated APNs counted.</summary>
internal sealed record SimulatorCounts
{
    public required long Accepted { get; init; }

    /// <summary>Accepted again though the same (token, topic, payload) had been accepted.</summary>
    public required long Duplicates { get; init; }

    public required long Rejected { get; init; }

    public required IReadOnlyDictionary<string, long> RejectedBy { get; init; }

    public required long Connections { get; init; }

    public required int MostStreams { get; init; }

    /// <summary>Answers that the ledger had no room for; while it is 0, the duplicates are exact.</summary>
    public required long Unremembered { get; init; }
}
