using Push.Apns;
using Push.Cli.Output;

namespace Push.Cli.Sending;

/// <summary>What <c>push send</c> prints: APNs' answer, and what to make of it.</summary>
internal sealed record SendResult
{
    /// <summary><c>accepted</c>, <c>rejected</c>, <c>notSent</c> or <c>unknown</c>.</summary>
    public required string Outcome { get; init; }

    /// <summary>The HTTP status; null without an answer.</summary>
    public int? Status { get; init; }

    /// <summary>Apple's reason for a rejection.</summary>
    public string? Reason { get; init; }

    /// <summary>Why there was no answer.</summary>
    public string? Cause { get; init; }

    public required Guid ApnsId { get; init; }

    /// <summary>The header <c>apns-unique-id</c>, which the sandbox gives: the key for Apple's delivery log.</summary>
    public string? ApnsUniqueId { get; init; }

    /// <summary>With status 410: since when Apple knows that the token is no longer valid.</summary>
    public DateTimeOffset? InvalidSince { get; init; }

    /// <summary>How long Apple asks to wait, in seconds.</summary>
    public double? RetryAfterSeconds { get; init; }

    /// <summary>Whom it was sent to: host and port.</summary>
    public required string Endpoint { get; init; }

    /// <summary>From the first byte written to the answer, connecting not included.</summary>
    public required double Milliseconds { get; init; }

    /// <summary>What to do about it, for people; null when it was accepted.</summary>
    public string? Advice { get; init; }

    /// <summary>The result of one attempt.</summary>
    public static SendResult Of(AttemptResult result, Target target, TimeSpan took, string? explanation) => new()
    {
        Outcome = result.Outcome.ToWord(),
        Status = result.Status == 0 ? null : result.Status,
        Reason = result.Reason?.Text,
        Cause = result.Cause == AttemptCause.None ? null : result.Cause.ToString(),
        ApnsId = result.Id,
        ApnsUniqueId = result.UniqueId,
        InvalidSince = result.Timestamp,
        RetryAfterSeconds = result.RetryAfter?.TotalSeconds,
        Endpoint = target.Endpoint.ToString(),
        Milliseconds = Math.Round(took.TotalMilliseconds, 1),
        Advice = Sending.Advice.For(result, target.Environment, explanation),
    };
}
