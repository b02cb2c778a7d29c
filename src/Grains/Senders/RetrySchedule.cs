using Push.Apns;
using Push.Grains.Campaigns;
using Push.Grains.Connections;

namespace Push.Grains.Senders;

/// <summary>
/// What follows from the end of an attempt: whether the recipient has ended with it, or when it is sent to again. Pure
/// but for the jitter.
/// </summary>
internal sealed class RetrySchedule(UnknownPolicy policy, RetryOptions options, Random random)
{
    /// <summary>How often the server may refuse to look at a request, for its stream, its credential or its topic.</summary>
    public const int MaxRefusals = 50;

    /// <summary>The longest wait for a connection, while a chunk is being held.</summary>
    public static readonly TimeSpan MaxHeldDelay = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(50);

    /// <param name="answer">How the attempt ended.</param>
    /// <param name="attempts">Attempts that reached Apple or may have, this one included if it did.</param>
    /// <param name="misses">Attempts in a row that nobody looked at, this one included.</param>
    /// <param name="left">How long the notification is worth sending; null: for ever.</param>
    public NextStep Decide(Answer answer, int attempts, int misses, TimeSpan? left = null)
    {
        var next = answer.Outcome switch
        {
            AttemptOutcome.Accepted => NextStep.End,
            AttemptOutcome.Rejected => DecideRejected(answer, attempts, misses),
            AttemptOutcome.Unknown => DecideUnknown(attempts),
            _ => DecideUnsent(answer.Cause, misses),
        };
        return !next.IsEnd && next.Delay >= left ? NextStep.Skip(SkipReason.Expired) : next;
    }

    private NextStep DecideRejected(Answer answer, int attempts, int misses) => answer.Verdict switch
    {
        Verdict.RetryLater or Verdict.RenewToken or Verdict.NewConnection => attempts < options.MaxAttempts
            ? NextStep.Again(Longer(answer.RetryAfter, BackOff(attempts, options.FirstDelay, options.MaxDelay)))
            : NextStep.Skip(SkipReason.AttemptsUsedUp),
        // The device is owed its notification when credential or topic are put right.
        _ when answer.RefusesAll && misses < MaxRefusals => NextStep.Again(BackOff(misses, Second, options.MaxDelay)),
        _ => NextStep.End,
    };

    private NextStep DecideUnknown(int attempts) => policy == UnknownPolicy.AtLeastOnce && attempts < options.MaxAttempts
        ? NextStep.Again(BackOff(attempts, Soon, options.MaxDelay))
        : NextStep.End;

    private NextStep DecideUnsent(AttemptCause cause, int misses) => cause switch
    {
        AttemptCause.Expired => NextStep.Skip(SkipReason.Expired),
        AttemptCause.HeadersTooLarge or AttemptCause.PayloadTooLarge => NextStep.Skip(SkipReason.TooLarge),
        AttemptCause.MissingValue => NextStep.Skip(SkipReason.MissingValue),
        AttemptCause.StreamRefused when misses >= MaxRefusals => NextStep.Skip(SkipReason.AttemptsUsedUp),
        // A slow connection: its time went into others, and the next round goes on where it was.
        AttemptCause.Deadline => NextStep.Again(BackOff(1, Soon, MaxHeldDelay)),
        AttemptCause.NoConnection or AttemptCause.NoCredential => NextStep.Again(BackOff(misses, Second, MaxHeldDelay)),
        _ => NextStep.Again(BackOff(misses, Soon, MaxHeldDelay)),
    };

    // Doubles from the first, with the upper half at random so that chunks don't come back together.
    private TimeSpan BackOff(int tries, TimeSpan first, TimeSpan longest)
    {
        var full = first * Math.Pow(2, Math.Clamp(tries - 1, 0, 30));
        if (full > longest) full = longest;
        return full * (0.5 + random.NextDouble() / 2);
    }

    private TimeSpan Longer(TimeSpan? asked, TimeSpan own)
    {
        if (asked > options.MaxRetryAfter) asked = options.MaxRetryAfter;
        return asked > own ? asked.Value : own;
    }
}

/// <summary>Whether a recipient has ended, or when it is sent to again.</summary>
/// <param name="IsEnd">It has ended.</param>
/// <param name="Delay">How long to wait.</param>
/// <param name="SkipReason">It ends as skipped for this reason, unless it may have been reached; null: as its last answer says.</param>
internal readonly record struct NextStep(bool IsEnd, TimeSpan Delay, string? SkipReason = null)
{
    public static NextStep End => new(true, default);

    public static NextStep Skip(string reason) => new(true, default, reason);

    public static NextStep Again(TimeSpan delay) => new(false, delay);
}
