using Microsoft.Extensions.Logging;

namespace Push.Grains.Campaigns;

internal sealed partial class CampaignUpkeep
{
    [LoggerMessage(4, LogLevel.Warning, "Campaign {Id}: devices of lost leases can't be ended; it is tried again.")]
    private partial void LogNotSettled(string id, Exception exception);

    [LoggerMessage(5, LogLevel.Warning, "Campaign {Id}: who is owed of {Chunks} chunks can't be read; it is tried again.")]
    private partial void LogNotTakenUp(string id, int chunks, Exception exception);
}
