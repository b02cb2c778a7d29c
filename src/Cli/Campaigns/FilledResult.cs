using Push.Grains.Campaigns;

namespace Push.Cli.Campaigns;

/// <summary>A template, filled for each device of an audience.</summary>
internal sealed record FilledResult
{
    /// <summary>The smallest payload in bytes; left out when nobody would be sent one.</summary>
    public int? LeastBytes { get; init; }

    /// <summary>The largest payload in bytes.</summary>
    public int? MostBytes { get; init; }

    /// <summary>How many devices would be sent none, by reason.</summary>
    public required IReadOnlyDictionary<string, long> SkippedBy { get; init; }

    public static FilledResult Of(FilledPayloads filled) => new()
    {
        LeastBytes = filled.LeastBytes,
        MostBytes = filled.MostBytes,
        SkippedBy = CountsResult.ByReason(filled.SkippedBy),
    };
}
