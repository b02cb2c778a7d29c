using Microsoft.Extensions.Logging;

namespace Push.Grains.Apps;

internal sealed partial class AppChannel
{
    [LoggerMessage(1, LogLevel.Warning, "App {App} can't be told what Apple answered; it is tried again.")]
    private partial void LogNotTold(string app, Exception exception);
}
