using System.Text;
using Push.Apns;

namespace Push.Grains.Connections;

/// <summary>How attempts ended, without what differs from device to device.</summary>
/// <param name="Outcome">Which of the four ways.</param>
/// <param name="Cause">Why there was no answer.</param>
/// <param name="Status">The HTTP status, 0 without an answer.</param>
/// <param name="Reason">Apple's reason, null unless rejected.</param>
/// <param name="RetryAfter">How long Apple asks to wait.</param>
[GenerateSerializer, Immutable, Alias("push.answer")]
public sealed record Answer(
    [property: Id(0)] AttemptOutcome Outcome,
    [property: Id(1)] AttemptCause Cause = AttemptCause.None,
    [property: Id(2)] int Status = 0,
    [property: Id(3)] string? Reason = null,
    [property: Id(4)] TimeSpan? RetryAfter = null)
{
    /// <summary>Accepted.</summary>
    public static Answer Accepted { get; } = new(AttemptOutcome.Accepted, Status: 200);

    /// <summary>Not sent: the queue was full, or the slot is moving.</summary>
    public static Answer Busy { get; } = new(AttemptOutcome.NotSent, AttemptCause.Busy);

    /// <summary>What follows from a rejection; null when it is none.</summary>
    public Verdict? Verdict => Outcome == AttemptOutcome.Rejected
        ? ApnsReason.Of(Status, Encoding.UTF8.GetBytes(Reason ?? "")).Verdict
        : null;

    /// <summary>
    /// Whether any device would be refused like this one: the credential or the topic is wrong. DeviceTokenNotForTopic may be a
    /// matter of the device alone.
    /// </summary>
    public bool RefusesAll => Verdict is { } verdict
        && (verdict == Apns.Verdict.FixCredential || verdict == Apns.Verdict.FixTopic && Reason != "DeviceTokenNotForTopic");

    /// <summary>The answer of one attempt.</summary>
    public static Answer Of(in AttemptResult result) => result.Outcome == AttemptOutcome.Accepted
        ? Accepted
        : new Answer(result.Outcome, result.Cause, result.Status, result.Reason?.Text, result.RetryAfter);
}
