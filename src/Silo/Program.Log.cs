namespace Push.Silo;

internal static partial class ProgramLog
{
    [LoggerMessage(Level = LogLevel.Information,
        Message = "Silo of cluster {ClusterId}: other silos on port {SiloPort}, clients on port {GatewayPort}")]
    public static partial void LogReady(this ILogger logger, string clusterId, int siloPort, int gatewayPort);
}
