using Microsoft.Extensions.Logging;

namespace Push.Grains.Campaigns;

internal sealed partial class CampaignListGrain
{
    [LoggerMessage(1, LogLevel.Warning, "Campaign {Id}, which is old, can't be deleted; it is tried again in an hour.")]
    private partial void LogNotDeleted(string id, Exception exception);
}
