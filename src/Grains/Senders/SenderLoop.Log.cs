using Microsoft.Extensions.Logging;

namespace Push.Grains.Senders;

internal sealed partial class SenderLoop
{
    [LoggerMessage(11, LogLevel.Warning, "Campaign {Campaign} can't be reached by the sender of slot {Slot}; it tries again.")]
    private partial void LogExchangeFailed(string campaign, int slot, Exception exception);

    [LoggerMessage(12, LogLevel.Error, "Campaign {Campaign}: sending chunk {Chunk} failed.")]
    private partial void LogChunkFailed(string campaign, int chunk, Exception exception);

    [LoggerMessage(13, LogLevel.Information, "Campaign {Campaign}: lease {Lease} on chunk {Chunk} was lost.")]
    private partial void LogLost(string campaign, long lease, int chunk);
}
