using System.Collections.Immutable;
using Push.Grains.Audiences;
using Push.Grains.Campaigns;

namespace Push.Silo.Http.Campaigns;

/// <summary>A campaign to be created.</summary>
internal sealed record CampaignRequest : NotificationBody
{
    public string? App { get; init; }

    /// <summary>Its id; left out: one is made. Giving one makes the request repeatable.</summary>
    public string? Id { get; init; }

    /// <summary>An imported list; left out: all devices of the app.</summary>
    public string? List { get; init; }

    /// <summary>Only devices that it means, as text or as an object; left out: all of them.</summary>
    public AudienceFilter? Filter { get; init; }

    /// <summary>What follows when no answer came; left out: the device is sent to again.</summary>
    public UnknownPolicy Policy { get; init; } = UnknownPolicy.AtLeastOnce;

    /// <summary>Whether to start it at once.</summary>
    public bool Start { get; init; }

    public CampaignSpec ToSpec() => new(App ?? throw BodyProblems.Missing("app", typeof(string)), ToContent(), List, Policy, Filter);
}

/// <summary>A campaign at one moment; pending, accepted, rejected, skipped and unknown add up to the audience.</summary>
internal sealed record CampaignReply(string Id, string App, string? List, CampaignState State, DateTimeOffset CreatedAt,
    CampaignCountsReply Counts)
{
    public AudienceFilter? Filter { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public CampaignProblem? Problem { get; init; }

    public static CampaignReply Of(CampaignStatus status) => new(status.Id, status.Spec.App, status.Spec.List, status.State,
        status.CreatedAt, CampaignCountsReply.Of(status.Counts))
    {
        Filter = status.Spec.Filter,
        StartedAt = status.StartedAt,
        EndedAt = status.EndedAt,
        Problem = status.Problem,
    };
}

/// <summary>What became of the recipients so far.</summary>
internal sealed record CampaignCountsReply(long Audience, long Pending, long Accepted, long Rejected, long Skipped,
    long Unknown, long Retired, long Proposed, long PossiblyRepeated)
{
    public required ImmutableArray<ReasonCount> RejectedBy { get; init; }

    public required ImmutableArray<ReasonCount> SkippedBy { get; init; }

    public static CampaignCountsReply Of(CampaignCounts counts) => new(counts.Audience, counts.Pending, counts.Accepted,
        counts.Rejected, counts.Skipped, counts.Unknown, counts.Retired, counts.Proposed, counts.PossiblyRepeated)
    {
        RejectedBy = counts.RejectedBy,
        SkippedBy = counts.SkippedBy,
    };
}

/// <summary>What a campaign would send if it were started now.</summary>
internal sealed record CampaignPreviewReply(long Devices, int PayloadBytes, string? Topic, string? PushType,
    ImmutableArray<PreviewProblem> Problems)
{
    public byte? Priority { get; init; }

    public long? Expiration { get; init; }

    public string? CollapseId { get; init; }

    public FilledPayloads? Filled { get; init; }

    public static CampaignPreviewReply Of(CampaignPreview preview) => new(
        preview.Devices, preview.PayloadBytes, preview.Content.Topic, preview.Content.PushType.Value, preview.Problems)
    {
        Priority = preview.Content.Priority,
        Expiration = preview.Content.Expiration.EpochSeconds,
        CollapseId = preview.Content.CollapseId,
        Filled = preview.Filled,
    };
}
