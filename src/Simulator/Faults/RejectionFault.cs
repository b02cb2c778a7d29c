using Push.Simulator.Requests;

namespace Push.Simulator.Faults;

/// <summary>Requests that are right are refused.</summary>
public sealed record RejectionFault : RequestFault
{
    /// <summary>The reason in the body, such as <c>ServiceUnavailable</c>. Any text is taken.</summary>
    public required string Reason { get; init; }

    /// <summary>The status, 400 to 599; null for the one that Apple gives with the reason.</summary>
    public int? Status { get; init; }

    /// <summary>Seconds for the header <c>retry-after</c>; null writes none.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>Milliseconds since 1970 for the body's <c>timestamp</c>; null writes none, except that 410 gets the time of the answer.</summary>
    public long? Timestamp { get; init; }

    internal override void Check(string field, InputProblems problems)
    {
        base.Check(field, problems);
        problems.Unless(Reason?.Length is >= 1 and <= 100, $"{field}.reason", "is needed: 1 to 100 characters");
        problems.Unless(Status is null or (>= 400 and <= 599), $"{field}.status", "is 400 to 599");
        problems.Unless(
            Status is not null || Reason is null || Refusal.StatusOf(Reason) is not null,
            $"{field}.status", "is needed for a reason that Apple does not list");
        problems.Unless(RetryAfter is null or >= 0, $"{field}.retryAfter", "is 0 or more");
        problems.Unless(Timestamp is null or >= 0, $"{field}.timestamp", "is 0 or more");
    }
}
