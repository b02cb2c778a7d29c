using Microsoft.Extensions.Logging;
using Push.Apns.Connections;

namespace Push.Grains.Connections;

internal sealed partial class ApnsTransport
{
    [LoggerMessage(11, LogLevel.Warning, "App {App} can't connect to APNs: {Failure}")]
    private partial void LogConnectFailed(string app, string failure);

    [LoggerMessage(12, LogLevel.Information, "A connection of app {App} has ended ({Kind}): {Message}")]
    private partial void LogEnded(string app, ConnectionEndKind kind, string message);

    [LoggerMessage(13, LogLevel.Warning, "App {App} can't connect with its new credential; the connection there is stays: {Failure}")]
    private partial void LogNotChanged(string app, string failure);
}
