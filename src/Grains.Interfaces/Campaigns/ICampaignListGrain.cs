using System.Collections.Immutable;

namespace Push.Grains.Campaigns;

/// <summary>All campaigns of the cluster. Key: <see cref="Key"/>.</summary>
/// <remarks>Campaigns add themselves when they are created; clients read it and ask each campaign for its status.</remarks>
[GrainInterfaceType("push.campaign-list"), Alias("push.campaign-list")]
public interface ICampaignListGrain : IGrainWithStringKey
{
    /// <summary>The only key.</summary>
    const string Key = "campaigns";

    /// <summary>Adds a campaign; adding it again changes nothing.</summary>
    [Alias("Add")]
    Task Add(CampaignListEntry entry);

    /// <summary>Notes that a campaign has ended: it isn't taken up any more when a silo starts.</summary>
    [Alias("SetEnded")]
    Task SetEnded(string id);

    /// <summary>All campaigns, the newest first.</summary>
    [Alias("GetAll")]
    Task<ImmutableArray<CampaignListEntry>> GetAll();
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
}
