using Microsoft.Extensions.Logging;

namespace Push.Grains.Senders;

internal sealed partial class ChunkSender
{
    [LoggerMessage(1, LogLevel.Warning, "Campaign {Campaign}: chunk {Chunk} can't be read.")]
    private partial void LogUnread(string campaign, int chunk, Exception exception);

    [LoggerMessage(2, LogLevel.Warning, "Campaign {Campaign}: the call to connection slot {Slot} failed; its batch may have been sent.")]
    private partial void LogCallFailed(string campaign, int slot, Exception exception);

    [LoggerMessage(3, LogLevel.Warning, "Campaign {Campaign}: what Apple said of devices of chunk {Chunk} can't be stored.")]
    private partial void LogUnjudged(string campaign, int chunk, Exception exception);

    [LoggerMessage(4, LogLevel.Warning, "Campaign {Campaign}: who of chunk {Chunk} is owed another attempt can't be stored.")]
    private partial void LogUnnoted(string campaign, int chunk, Exception exception);

    [LoggerMessage(5, LogLevel.Warning, "Campaign {Campaign}: connection slot {Slot} doesn't answer; nothing is sent by it.")]
    private partial void LogNoSlot(string campaign, int slot, Exception exception);
}
