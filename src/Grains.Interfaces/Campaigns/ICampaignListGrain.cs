using System.Collections.Immutable;

namespace Push.Grains.Campaigns;

/// <summary>
/// The campaigns of the cluster. Those that ended long ago, and the oldest when there are many, are deleted. Key:
/// <see cref="Key"/>.
/// </summary>
/// <remarks>Campaigns add themselves when they are created; clients read it and ask each campaign for its status.</remarks>
[GrainInterfaceType("push.campaign-list"), Alias("push.campaign-list")]
public interface ICampaignListGrain : IGrainWithStringKey
{
    /// <summary>The only key.</summary>
    const string Key = "campaigns";

    /// <summary>How many campaigns are read at once.</summary>
    const int MaxPage = 1000;

    /// <summary>Adds a campaign; adding it again changes nothing.</summary>
    [Alias("Add")]
    Task Add(CampaignListEntry entry);

    /// <summary>Notes that a campaign has ended: it isn't taken up any more when a silo starts.</summary>
    [Alias("SetEnded")]
    Task SetEnded(string id);

    /// <summary>Removes a campaign; removing it again changes nothing.</summary>
    [Alias("Remove")]
    Task Remove(string id);

    /// <summary>Some campaigns, the newest first.</summary>
    /// <param name="limit">How many at most, 1 to <see cref="MaxPage"/>.</param>
    /// <param name="before">Only those created before this one; null: the newest of all.</param>
    /// <exception cref="Notifications.PushRequestException">There is no such campaign, or no such limit.</exception>
    [Alias("GetPage")]
    Task<ImmutableArray<CampaignListEntry>> GetPage(int limit, string? before);

    /// <summary>All campaigns that have not ended.</summary>
    [Alias("GetOpen")]
    Task<ImmutableArray<CampaignListEntry>> GetOpen();
}

/// <summary>One campaign of the list.</summary>
/// <param name="Id">Its id.</param>
/// <param name="App">Its app.</param>
/// <param name="CreatedAt">When it was created.</param>
[GenerateSerializer, Immutable, Alias("push.campaign-list-entry")]
public sealed record CampaignListEntry(
    [property: Id(0)] string Id,
    [property: Id(1)] string App,
    [property: Id(2)] DateTimeOffset CreatedAt)
{
    /// <summary>Whether it has finished or was cancelled.</summary>
    [Id(3)]
    public bool HasEnded { get; init; }

    /// <summary>When the list learned that it has.</summary>
    [Id(4)]
    public DateTimeOffset? EndedAt { get; init; }
}
