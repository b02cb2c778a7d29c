using Push.Apns;
using Push.Grains.Campaigns;
using Push.Grains.Connections;

namespace Push.Grains.Senders;

/// <summary>
/// What follows from the end of an attempt: whether the recipient has ended with it, or when it is sent to again. Pure
/// but for the jitter.
/// </summary>
internal sealed class RetrySchedule(UnknownPolicy policy, Random random)
{
    /// <summary>How often an attempt that reached Apple, or may have, is made in all.</summary>
    public const int MaxAttempts = 5;

    /// <summary>How often the server may refuse to look at a request.</summary>
    public const int MaxRefusals = 50;

    /// <summary>The longest wait between two attempts of a chunk that is being held.</summary>
    public static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(50);

    /// <param name="answer">How the attempt ended.</param>
    /// <param name="attempts">Attempts that reached Apple or may have, this one included if it did.</param>
    /// <param name="misses">Attempts that certainly weren't processed, this one included if it wasn't.</param>
    public NextStep Decide(Answer answer, int attempts, int misses) => answer.Outcome switch
    {
        AttemptOutcome.Accepted => NextStep.End,
        AttemptOutcome.Rejected => IsTemporary(answer) && attempts < MaxAttempts
            ? NextStep.Again(Longer(answer.RetryAfter, BackOff(attempts, TimeSpan.FromSeconds(1))))
            : NextStep.End,
        AttemptOutcome.Unknown => policy == UnknownPolicy.AtLeastOnce && attempts < MaxAttempts
            ? NextStep.Again(BackOff(attempts, First))
            : NextStep.End,
        _ => DecideUnsent(answer.Cause, misses),
    };

    private NextStep DecideUnsent(AttemptCause cause, int misses) => cause switch
    {
        AttemptCause.Expired or AttemptCause.HeadersTooLarge or AttemptCause.PayloadTooLarge => NextStep.End,
        AttemptCause.StreamRefused when misses >= MaxRefusals => NextStep.End,
        // A slow connection: its time went into others, and the next round goes on where it was.
        AttemptCause.Deadline => NextStep.Again(BackOff(1, First)),
        AttemptCause.NoConnection or AttemptCause.NoCredential => NextStep.Again(BackOff(misses, TimeSpan.FromSeconds(1))),
        _ => NextStep.Again(BackOff(misses, First)),
    };

    // A credential is refused whoever the device is: it is owed its notification when the credential is put right.
    private static bool IsTemporary(Answer answer) =>
        answer.Verdict is Verdict.RetryLater or Verdict.RenewToken or Verdict.NewConnection or Verdict.FixCredential;

    // Doubles from the first, with the upper half at random so that chunks don't come back together.
    private TimeSpan BackOff(int tries, TimeSpan first)
    {
        var full = first * Math.Pow(2, Math.Min(tries - 1, 10));
        if (full > MaxDelay) full = MaxDelay;
        return full * (0.5 + random.NextDouble() / 2);
    }

    private static TimeSpan Longer(TimeSpan? asked, TimeSpan own) => asked > own ? asked.Value : own;
}

/// <summary>Whether a recipient has ended, or when it is sent to again.</summary>
/// <param name="IsEnd">It has ended.</param>
/// <param name="Delay">How long to wait.</param>
internal readonly record struct NextStep(bool IsEnd, TimeSpan Delay)
{
    public static NextStep End => new(true, default);

    public static NextStep Again(TimeSpan delay) => new(false, delay);
}
