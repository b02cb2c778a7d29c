namespace Push.Grains.Senders;

/// <summary>When a campaign sends again what was not accepted and may be later.</summary>
public sealed record RetryOptions
{
    /// <summary>
    /// How often a notification is sent to a device that Apple may accept later, or that may have been reached; 1 to 100.
    /// Default 10. After that the device is skipped as <see cref="Campaigns.SkipReason.AttemptsUsedUp"/>, or unknown if any
    /// attempt was.
    /// </summary>
    public int MaxAttempts { get; set; } = 10;

    /// <summary>The wait after the first attempt; it doubles with each one that follows. Default 1 s.</summary>
    public TimeSpan FirstDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait that isn't asked for by Apple. Default 5 min.</summary>
    public TimeSpan MaxDelay { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The longest wait that is taken from Apple's <c>retry-after</c>. Default 1 h.</summary>
    public TimeSpan MaxRetryAfter { get; set; } = TimeSpan.FromHours(1);

    /// <summary>What is wrong, each error beginning with the option's name.</summary>
    internal IEnumerable<string> FindErrors()
    {
        if (MaxAttempts is < 1 or > 100) yield return "MaxAttempts: is 1 to 100.";
        if (FirstDelay <= TimeSpan.Zero) yield return "FirstDelay: is more than 0.";
        if (MaxDelay < FirstDelay) yield return "MaxDelay: is not less than FirstDelay.";
        if (MaxRetryAfter < TimeSpan.Zero) yield return "MaxRetryAfter: is not negative.";
    }
}
