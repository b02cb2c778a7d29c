using Microsoft.Extensions.Logging;

namespace Push.Grains.Campaigns;

internal sealed partial class CampaignGrain
{
    [LoggerMessage(1, LogLevel.Information, "Campaign {Id} of app {App} was created.")]
    private partial void LogCreated(string id, string app);

    [LoggerMessage(2, LogLevel.Information, "Campaign {Id} was started: {Devices} devices in {Chunks} chunks.")]
    private partial void LogStarted(string id, long devices, int chunks);

    [LoggerMessage(3, LogLevel.Information, "Campaign {Id} was paused.")]
    private partial void LogPaused(string id);

    [LoggerMessage(4, LogLevel.Information, "Campaign {Id} was resumed.")]
    private partial void LogResumed(string id);

    [LoggerMessage(5, LogLevel.Information, "Campaign {Id} was cancelled.")]
    private partial void LogCancelled(string id);

    [LoggerMessage(6, LogLevel.Information,
        "Campaign {Id} is {State}: {Accepted} accepted, {Rejected} rejected, {Skipped} skipped, {Unknown} unknown.")]
    private partial void LogEnded(
        string id, CampaignState state, long accepted, long rejected, long skipped, long unknown);

    [LoggerMessage(7, LogLevel.Information, "Another activation of campaign {Id} has written its ledger; this one ends.")]
    private partial void LogLostRace(string id);

    [LoggerMessage(8, LogLevel.Information, "Campaign {Id} was deleted.")]
    private partial void LogDeleted(string id);
}
