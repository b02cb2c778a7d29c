using Microsoft.Extensions.Logging;

namespace Push.Grains.Campaigns;

internal sealed partial class CampaignRun
{
    [LoggerMessage(1, LogLevel.Warning, "Campaign {Id} stopped itself: {Problem}")]
    private partial void LogStopped(string id, string problem);

    [LoggerMessage(2, LogLevel.Information, "Campaign {Id}: lease {Lease} on chunk {Chunk} ended without a report from {Silo}.")]
    private partial void LogLeaseLost(string id, long lease, int chunk, string silo);
}
