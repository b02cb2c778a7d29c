using Microsoft.Extensions.Logging;

namespace Push.Grains.Feeds;

internal sealed partial class FeedGrain
{
    [LoggerMessage(1, LogLevel.Warning, "Events of app {App} can't be written; what they tell of waits for it.")]
    private partial void LogNotWritten(string app, Exception exception);

    [LoggerMessage(2, LogLevel.Information, "Another activation of the feed of app {App} has written to it; this one ends.")]
    private partial void LogLostRace(string app);

    [LoggerMessage(3, LogLevel.Information, "The feed of app {App} begins with event {First} now: older ones were removed.")]
    private partial void LogPruned(string app, long first);

    [LoggerMessage(4, LogLevel.Warning, "Old events of app {App} can't be removed; it is tried again.")]
    private partial void LogNotPruned(string app, Exception exception);
}
