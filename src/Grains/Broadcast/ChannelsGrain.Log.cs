using Microsoft.Extensions.Logging;

namespace Push.Grains.Broadcast;

internal sealed partial class ChannelsGrain
{
    [LoggerMessage(1, LogLevel.Information, "Channel {Channel} was made at Apple for {App}.")]
    private partial void LogCreated(string app, string channel);
}
