using Microsoft.Extensions.Logging;

namespace Push.Grains.Audiences;

internal sealed partial class AudienceGrain
{
    [LoggerMessage(1, LogLevel.Information, "Audience {Audience} was imported: {Devices} devices in {Segments} segments.")]
    private partial void LogImported(string audience, long devices, int segments);

    [LoggerMessage(2, LogLevel.Debug, "Segment {Source} of {Audience} gave half of its devices to segment {Target}.")]
    private partial void LogSplit(string audience, int source, int target);
}
