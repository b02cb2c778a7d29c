namespace Push.Simulator.Scripts;

/// <summary>The answer that a script gives to pushes to one device token.</summary>
public sealed record ScriptedAnswer
{
    /// <summary>The status, 200 to 599; 200 by default, which has no reason, timestamp or retry-after.</summary>
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
    /// <exception cref="InputException">It isn't; it names all fields that are wrong.</exception>
    public void Validate()
    {
        InputProblems problems = new();
        Check(problems);
        problems.ThrowIfAny();
    }

    internal void Check(InputProblems problems)
    {
        problems.Unless(Status is >= 200 and <= 599, "status", "is 200 to 599");
        problems.Unless(
            Status != 200 || (Reason is null && Timestamp is null && RetryAfter is null),
            "status", "is other than 200, its default, when there is a reason, timestamp or retryAfter");
        problems.Unless(Status == 200 || Reason?.Length is >= 1 and <= 100, "reason", "is needed for every status but 200: 1 to 100 characters");
        problems.Unless(Timestamp is null or >= 0, "timestamp", "is 0 or more");
        problems.Unless(RetryAfter is null or >= 0, "retryAfter", "is 0 or more");
        problems.Unless(Times is null or >= 1, "times", "is 1 or more");
    }
}
