using Microsoft.Extensions.Logging;
using Push.Apns;

namespace Push.Grains.Users;

internal sealed partial class UserGrain
{
    [LoggerMessage(1, LogLevel.Warning, "The notification to the device {Token} of a user got no answer from the cluster.")]
    private partial void LogSendFailed(DeviceToken token, Exception exception);
}
