namespace Push.Apns;

/// <summary>
/// Tells a clock that is wrong from a wrong key: Apple answers both with the same reasons, ExpiredProviderToken for a token
/// that is an hour old by its clock, InvalidProviderToken also for one from its future. Pure.
/// </summary>
internal static class TokenRefusal
{
    // Clocks that differ by less are in order, and the date of an answer is only good to a second.
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(1);

    /// <summary>A sentence about the refusal of a provider token; null when its reason says all there is to say.</summary>
    /// <param name="reason">Apple's reason.</param>
    /// <param name="issuedAt">When the token was issued, by this machine's clock.</param>
    /// <param name="now">The time, by the same clock.</param>
    /// <param name="ahead">How far this clock is ahead of Apple's, if Apple told the time.</param>
    public static string? Explain(ApnsReason reason, DateTimeOffset issuedAt, DateTimeOffset now, TimeSpan? ahead)
    {
        var age = now - issuedAt;
        return reason.Text switch
        {
            "ExpiredProviderToken" when age < ProviderTokenRules.Lifetime => Expired(age, ahead),
            "InvalidProviderToken" => Invalid(ahead),
            _ => null,
        };
    }

    private static string Expired(TimeSpan age, TimeSpan? ahead) => ahead switch
    {
        { } known when known < -Slack =>
            $"This machine's clock is {Minutes(-known)} behind that of APNs: to it, a token issued {Minutes(age)} ago has expired. Set the clock (NTP).",
        { } => $"The token was issued {Minutes(age)} ago, and the clocks agree: Apple must have seen another token.",
        null => $"The token was issued only {Minutes(age)} ago by this machine's clock, which must be at least "
            + $"{Minutes(ProviderTokenRules.Lifetime - age)} behind that of APNs. Set the clock (NTP).",
    };

    private static string? Invalid(TimeSpan? ahead) => ahead switch
    {
        { } known when known > Slack =>
            $"This machine's clock is {Minutes(known)} ahead of that of APNs: to it, the token comes from the future. Set the clock (NTP).",
        { } => null,
        null => "Key, key id and team id don't belong together, or the key was revoked, or this machine's clock is ahead of that of APNs, "
            + "to which the token then comes from the future.",
    };

    private static string Minutes(TimeSpan time) => $"{Math.Round(time.TotalMinutes)} min";
}
