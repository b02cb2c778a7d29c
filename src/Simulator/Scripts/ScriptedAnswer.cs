namespace Push.Simulator.Scripts;

/// <summary>The answer that a script gives to pushes to one device token.</summary>
public sealed record ScriptedAnswer
{
    /// <summary>The status, 200 to 599; 200 by default.</summary>
    public int Status { get; init; } = 200;

    /// <summary>The reason in the body; needed for every status but 200. Any text is taken, also one that Apple never sent.</summary>
    public string? Reason { get; init; }

    /// <summary>Milliseconds since 1970 for the body's <c>timestamp</c>; null writes none, except that 410 gets the time of the answer.</summary>
    public long? Timestamp { get; init; }

    /// <summary>Seconds for the header <c>retry-after</c>; null writes none.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>How many times this answer is given, after that the token is accepted; null for always.</summary>
    public int? Times { get; init; }

    /// <summary>Checks that this is an answer that can be given.</summary>
    /// <exception cref="ArgumentException">It isn't; the message says why.</exception>
    public void Validate()
    {
        if (Status is < 200 or > 599)
            throw new ArgumentException("status is 200 to 599.");
        if (Status != 200 && string.IsNullOrEmpty(Reason))
            throw new ArgumentException("reason is needed for every status but 200.");
        if (Reason?.Length > 100)
            throw new ArgumentException("reason is at most 100 characters.");
        if (Times is < 1 || RetryAfter is < 0 || Timestamp is < 0)
            throw new ArgumentException("times is 1 or more; retryAfter and timestamp are 0 or more.");
    }
}
