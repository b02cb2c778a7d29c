namespace Push.Grains.Campaigns;

/// <summary>What is fixed when a campaign is created. Stored apart from the ledger, once.</summary>
[GenerateSerializer, Alias("push.campaign-record")]
internal sealed class CampaignRecord
{
    [Id(0)]
    public CampaignSpec? Spec { get; set; }

    /// <summary>16 random bytes, from which every <c>apns-id</c> is computed.</summary>
    [Id(1)]
    public Guid Nonce { get; set; }

    [Id(2)]
    public DateTimeOffset CreatedAt { get; set; }
}
