namespace Push.Apns;

/// <summary>
/// When a provider token is renewed: Apple refuses one that is over an hour old, and one that comes within 20 minutes
/// of another. Pure, for every source of tokens.
/// </summary>
public static class ProviderTokenRules
{
    /// <summary>A token of this age is renewed when it is next asked for.</summary>
    public static TimeSpan RenewalAge { get; } = TimeSpan.FromMinutes(40);

    /// <summary>No two tokens are signed within this time.</summary>
    public static TimeSpan LeastAge { get; } = TimeSpan.FromMinutes(20);

    /// <summary>Apple refuses a token of this age.</summary>
    public static TimeSpan Lifetime { get; } = TimeSpan.FromHours(1);

    /// <summary>
    /// Whether a token must be renewed before it is used: it is 40 minutes old; or it comes from the future by more
    /// than the least age, so a clock was set back and Apple would not take it either.
    /// </summary>
    /// <param name="issuedAt">When the token was issued.</param>
    /// <param name="now">The time.</param>
    public static bool IsDue(DateTimeOffset issuedAt, DateTimeOffset now)
    {
        var age = now - issuedAt;
        return age >= RenewalAge || age <= -LeastAge;
    }

    /// <summary>Whether Apple takes a token yet, due for renewal or not: it is no hour old, and not from the future.</summary>
    /// <param name="issuedAt">When the token was issued.</param>
    /// <param name="now">The time.</param>
    public static bool IsUsable(DateTimeOffset issuedAt, DateTimeOffset now)
    {
        var age = now - issuedAt;
        return age < Lifetime && age > -LeastAge;
    }

    /// <summary>
    /// Whether a token may be replaced because Apple called one expired: it is the very one refused, and the least age
    /// has passed since it was signed.
    /// </summary>
    /// <param name="current">When the token in use was issued.</param>
    /// <param name="refused">When the token that Apple refused was issued.</param>
    /// <param name="now">The time.</param>
    public static bool MayReplace(DateTimeOffset current, DateTimeOffset refused, DateTimeOffset now) =>
        IsDue(current, now) || (now - current >= LeastAge && current <= refused);
}
