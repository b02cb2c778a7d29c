using System.Globalization;

namespace Push.Apns;

/// <summary>
/// The three states of the header <c>apns-expiration</c>: left out (the default value), one attempt, or a time until
/// which Apple keeps the notification (Apple, "Sending notification requests to APNs").
/// </summary>
public readonly record struct Expiration
{
    private Expiration(long epochSeconds) => EpochSeconds = epochSeconds;

    /// <summary>The header is left out: Apple stores the notification by its own policy, up to 30 days.</summary>
    public static Expiration Unspecified => default;

    /// <summary>The header is 0: one attempt to deliver, nothing is stored.</summary>
    public static Expiration OneAttempt => new(0);

    /// <summary>The header's value in seconds since 1970, or null when it is left out.</summary>
    public long? EpochSeconds { get; }

    /// <summary>
    /// The time of expiry; null when the header is left out, is 0, or is no time that .NET can express.
    /// </summary>
    public DateTimeOffset? Time => EpochSeconds is > 0 and <= LastSecond and var seconds
        ? DateTimeOffset.FromUnixTimeSeconds(seconds)
        : null;

    internal bool IsInRange => EpochSeconds is null or (>= 0 and <= LastSecond);

    // 9999-12-31T23:59:59Z
    private const long LastSecond = 253_402_300_799;

    /// <summary>The notification is worthless after this time; fractions of a second are dropped.</summary>
    public static Expiration At(DateTimeOffset time) => new(time.ToUnixTimeSeconds());

    /// <summary>The header's value as given; <see cref="NotificationContent.Validate"/> judges its range.</summary>
    /// <param name="seconds">Seconds since 1970; 0 means one attempt.</param>
    public static Expiration FromEpochSeconds(long seconds) => new(seconds);

    /// <summary>Whether a time was given and it has come: a send would be in vain.</summary>
    public bool HasPassed(DateTimeOffset now) =>
        EpochSeconds is > 0 and var seconds && seconds <= now.ToUnixTimeSeconds();

    /// <summary>The header's value, or nothing.</summary>
    public override string ToString() => EpochSeconds?.ToString(CultureInfo.InvariantCulture) ?? "";
}
