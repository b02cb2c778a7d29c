namespace Push.Grains.Audiences;

/// <summary>How an audience is spread, and what was counted last.</summary>
[GenerateSerializer, Alias("push.audience-state")]
internal sealed record AudienceState
{
    [Id(0)]
    public int Segments { get; init; } = 1;

    [Id(1)]
    public long Devices { get; init; }

    [Id(2)]
    public bool IsImporting { get; init; }

    /// <summary>Whether a segment is being split, so that there is one more than <see cref="Segments"/> or is about to be.</summary>
    [Id(3)]
    public bool IsSplitting { get; init; }

    /// <summary>Counts the attempts to split a segment.</summary>
    [Id(4)]
    public long Epoch { get; init; }

    /// <summary>Over how many segments an audience without devices is about to be spread at once; 0: it isn't.</summary>
    [Id(5)]
    public int Spreading { get; init; }

    /// <summary>How many devices the last import had, duplicates included; 0: there was none.</summary>
    [Id(6)]
    public long AudienceDevices { get; init; }

    /// <summary>The sum over the devices of the last import.</summary>
    [Id(7)]
    public UInt128 ImportDigest { get; init; }
}
