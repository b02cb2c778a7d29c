using System.Globalization;
using Push.Apns;

namespace Push.Grains.Notifications;

/// <summary>
/// Finds times of expiry that are no times: a duration given as seconds lies in 1970, and nothing would be sent. What has
/// only just expired is left alone, so that a call can be repeated. The command line and HTTP go by it.
/// </summary>
public static class PastExpiration
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromDays(1);

    /// <summary>What is wrong with an expiration; null if nothing is.</summary>
    public static string? FindError(Expiration expiration, DateTimeOffset now) => expiration.Time is { } time && time < now - Tolerance
        ? string.Create(CultureInfo.InvariantCulture, $"lies in the past, {time:yyyy-MM-dd HH:mm:ss} UTC; a number is seconds since 1970")
        : null;
}
