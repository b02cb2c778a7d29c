using Microsoft.Extensions.Logging;

namespace Push.Grains.Wallet;

internal sealed partial class PassPageGrain
{
    [LoggerMessage(1, LogLevel.Warning, "A device could not be told of a change of pass {Serial}. It is tried again.")]
    private partial void LogFailed(string serial, Exception exception);
}
