using Microsoft.Extensions.Logging;

namespace Push.Grains.Campaigns;

internal sealed partial class CampaignRun
{
    [LoggerMessage(1, LogLevel.Warning, "Campaign {Id} stopped itself: {Problem}")]
    private partial void LogStopped(string id, string problem);

    [LoggerMessage(3, LogLevel.Warning, "Campaign {Id}: the sender of slot {Slot} can't be started; it is tried again.")]
    private partial void LogSenderNotStarted(string id, int slot, Exception exception);

    [LoggerMessage(2, LogLevel.Information, "Campaign {Id}: lease {Lease} on chunk {Chunk} ended without a report from {Silo}.")]
    private partial void LogLeaseLost(string id, long lease, int chunk, string silo);
}
