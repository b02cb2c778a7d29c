using System.Collections.Immutable;
using Push.Grains.Campaigns;

namespace Push.Cli.Campaigns;

/// <summary>The counts of a campaign: pending, accepted, rejected, skipped and unknown add up to the audience.</summary>
internal sealed record CountsResult
{
    public required long Audience { get; init; }

    public required long Pending { get; init; }

    public required long Accepted { get; init; }

    public required long Rejected { get; init; }

    public required IReadOnlyDictionary<string, long> RejectedBy { get; init; }

    public required long Skipped { get; init; }

    public required IReadOnlyDictionary<string, long> SkippedBy { get; init; }

    public required long Unknown { get; init; }

    /// <summary>Devices retired because Apple said that they are gone.</summary>
    public required long Retired { get; init; }

    /// <summary>Devices proposed to be retired.</summary>
    public required long Proposed { get; init; }

    /// <summary>Devices of chunks that were leased again while the first holder may still have sent.</summary>
    public required long PossiblyRepeated { get; init; }

    public static CountsResult Of(CampaignCounts counts) => new()
    {
        Audience = counts.Audience,
        Pending = counts.Pending,
        Accepted = counts.Accepted,
        Rejected = counts.Rejected,
        RejectedBy = ByReason(counts.RejectedBy),
        Skipped = counts.Skipped,
        SkippedBy = ByReason(counts.SkippedBy),
        Unknown = counts.Unknown,
        Retired = counts.Retired,
        Proposed = counts.Proposed,
        PossiblyRepeated = counts.PossiblyRepeated,
    };

    /// <summary>Counts by the reason that they stand for.</summary>
    public static Dictionary<string, long> ByReason(ImmutableArray<ReasonCount> reasons) =>
        reasons.ToDictionary(reason => reason.Reason, reason => reason.Count);
}
