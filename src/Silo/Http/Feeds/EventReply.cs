using Push.Grains.Devices;
using Push.Grains.Feeds;
using Push.Silo.Http.Campaigns;

namespace Push.Silo.Http.Feeds;

/// <summary>One event. What doesn't belong to its kind is left out.</summary>
internal sealed record EventReply(long Cursor, Guid Id, PushEventKind Kind, DateTimeOffset At)
{
    public string? Token { get; init; }

    public string? Campaign { get; init; }

    public RetirementReason? Reason { get; init; }

    public DateTimeOffset? GoneSince { get; init; }

    public CampaignCountsReply? Counts { get; init; }

    public static EventReply Of(PushEvent item) => new(item.Cursor, item.Id, item.Kind, item.At)
    {
        Token = item.Token.IsEmpty ? null : item.Token.ToHex(),
        Campaign = item.Campaign,
        Reason = item.Reason == RetirementReason.None ? null : item.Reason,
        GoneSince = item.GoneSince,
        Counts = item.Counts is { } counts ? CampaignCountsReply.Of(counts) : null,
    };
}
