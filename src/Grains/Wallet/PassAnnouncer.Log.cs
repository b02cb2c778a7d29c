using Microsoft.Extensions.Logging;

namespace Push.Grains.Wallet;

internal sealed partial class PassAnnouncer
{
    [LoggerMessage(1, LogLevel.Warning, "A change of {Pass} could not be announced. It is tried again.")]
    private partial void LogFailed(string pass, Exception exception);

    [LoggerMessage(2, LogLevel.Warning, "A change of {Pass} could not be announced to all devices of {Pages} pages within a day. They learn of it when they ask.")]
    private partial void LogGivenUp(string pass, int pages);
}
