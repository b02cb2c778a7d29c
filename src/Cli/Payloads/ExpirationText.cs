using System.Globalization;
using Push.Apns;

namespace Push.Cli.Payloads;

/// <summary>The ways to write <c>--expiration</c>: <c>0</c>, seconds since 1970, a time, or <c>+</c> and a duration.</summary>
internal static class ExpirationText
{
    public const string Forms =
        "must be 0 (one attempt), seconds since 1970, a time like 2030-01-31T12:00Z, or +90s, +15m, +2h, +7d";

    public static bool TryParse(string text, DateTimeOffset now, out Expiration expiration)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds))
        {
            expiration = Expiration.FromEpochSeconds(seconds);
            return true;
        }

        if (TryParseDuration(text, out TimeSpan duration))
        {
            expiration = Expiration.At(now + duration);
            return true;
        }

        var isTime = DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time);
        expiration = isTime ? Expiration.At(time) : default;
        return isTime;
    }

    private static bool TryParseDuration(string text, out TimeSpan duration)
    {
        duration = default;
        if (text is not ['+', .. var digits, var unit]) return false;
        if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int count)) return false;
        var secondsPerUnit = unit switch { 's' => 1, 'm' => 60, 'h' => 3600, 'd' => 86_400, _ => 0 };
        duration = TimeSpan.FromSeconds(Math.Min(count * secondsPerUnit, 3650L * 86_400));
        return secondsPerUnit > 0;
    }
}
