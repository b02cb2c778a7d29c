using Push.Apns;
using Push.Grains.Notifications;

namespace Push.Silo.Http;

/// <summary>Device tokens in requests.</summary>
internal static class HexToken
{
    /// <exception cref="PushRequestException">It is no device token; the message says why and doesn't repeat it.</exception>
    public static DeviceToken ToDeviceToken(this string? hex) => DeviceToken.TryParse(hex, out var token, out var error)
        ? token
        : throw new PushRequestException(RequestFault.Malformed, $"token: {error}");
}
