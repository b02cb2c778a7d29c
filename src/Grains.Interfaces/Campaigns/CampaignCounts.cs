using System.Collections.Immutable;

namespace Push.Grains.Campaigns;

/// <summary>
/// What became of the recipients. At every moment pending, accepted, rejected, skipped and unknown add up to the
/// audience.
/// </summary>
[GenerateSerializer, Immutable, Alias("push.campaign-counts")]
public sealed record CampaignCounts
{
    /// <summary>Nothing counted.</summary>
    public static CampaignCounts None { get; } = new();

    /// <summary>Devices in the audience when the campaign started.</summary>
    [Id(0)]
    public long Audience { get; init; }

    /// <summary>Apple answered 200.</summary>
    [Id(1)]
    public long Accepted { get; init; }

    /// <summary>Apple refused, by its last reason (<c>400 BadDeviceToken</c>), the most frequent first.</summary>
    [Id(2)]
    public ImmutableArray<ReasonCount> RejectedBy { get; init; } = [];

    /// <summary>Nothing was sent, by reason: left the audience, too large, expired, cancelled, attempts used up.</summary>
    [Id(3)]
    public ImmutableArray<ReasonCount> SkippedBy { get; init; } = [];

    /// <summary>All of it was written and no answer came: it may have arrived or not.</summary>
    [Id(4)]
    public long Unknown { get; init; }

    /// <summary>Devices that were retired because Apple said, after they registered, that they are gone.</summary>
    [Id(5)]
    public long Retired { get; init; }

    /// <summary>Devices that are proposed to be retired: Apple doesn't know their token in this environment.</summary>
    [Id(6)]
    public long Proposed { get; init; }

    /// <summary>
    /// How many notifications may be doubles: one per device of what was leased again after a lease ended without a report,
    /// and one per attempt of unknown end that another follows. At most once, none is.
    /// </summary>
    [Id(7)]
    public long PossiblyRepeated { get; init; }

    /// <summary>All refusals.</summary>
    public long Rejected => Sum(RejectedBy);

    /// <summary>All that were skipped.</summary>
    public long Skipped => Sum(SkippedBy);

    /// <summary>All that have ended in one of the four ways.</summary>
    public long Ended => Accepted + Rejected + Skipped + Unknown;

    /// <summary>All that have not ended.</summary>
    public long Pending => Audience - Ended;

    private static long Sum(ImmutableArray<ReasonCount> reasons)
    {
        long sum = 0;
        foreach (var reason in reasons) sum += reason.Count;
        return sum;
    }
}

/// <summary>How many recipients ended for one reason.</summary>
/// <param name="Reason">The reason.</param>
/// <param name="Count">How many.</param>
[GenerateSerializer, Immutable, Alias("push.reason-count")]
public readonly record struct ReasonCount([property: Id(0)] string Reason, [property: Id(1)] long Count);
