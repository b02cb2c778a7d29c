using Microsoft.Extensions.Logging;
using Push.Apns;

namespace Push.Grains.Connections;

internal sealed partial class ConnectionGrain
{
    [LoggerMessage(1, LogLevel.Debug, "Connection slot {Key} lives here, for {Endpoint}.")]
    private partial void LogActivated(ConnectionKey key, ApnsEndpoint endpoint);

    [LoggerMessage(2, LogLevel.Debug, "Connection slot {Key} leaves: {Reason}.")]
    private partial void LogDeactivated(ConnectionKey key, DeactivationReasonCode reason);

    [LoggerMessage(3, LogLevel.Information, "Connection slot {Key} moves to another silo.")]
    private partial void LogMoving(ConnectionKey key);

    [LoggerMessage(4, LogLevel.Warning,
        "Connection slot {Key} is called for, but the app isn't configured on this silo: nothing is sent. Are all silos configured alike?")]
    private partial void LogUnconfigured(ConnectionKey key);

    [LoggerMessage(5, LogLevel.Warning,
        "Connection slot {Key} is served, but this silo is configured with {Connections} connections. Are all silos configured alike?")]
    private partial void LogBeyond(ConnectionKey key, int connections);
}
