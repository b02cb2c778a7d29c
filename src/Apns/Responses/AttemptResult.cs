namespace Push.Apns;

/// <summary>
/// What became of one attempt to send one notification. A refusal is a value: nothing that Apple or the network does
/// is thrown. The default value says that the attempt has not ended.
/// </summary>
/// <remarks>
/// Written by the connection into the caller's memory, 48 bytes, without allocating when the reason is known.
/// </remarks>
public readonly record struct AttemptResult
{
    private readonly long _timestamp; // Milliseconds since 1970; 0: none.
    private readonly int _retryAfter; // Seconds plus 1; 0: none.

    private AttemptResult(AttemptOutcome outcome, AttemptCause cause, Guid id)
    {
        Outcome = outcome;
        Cause = cause;
        Id = id;
    }

    private AttemptResult(AttemptOutcome outcome, Guid id, int status, ApnsReason? reason, ResponseDetails details)
    {
        Outcome = outcome;
        Id = id;
        Status = (ushort)status;
        Reason = reason;
        UniqueId = details.UniqueId;
        _timestamp = details.Timestamp?.ToUnixTimeMilliseconds() ?? 0;
        if (details.RetryAfter is { } delay) _retryAfter = 1 + (int)Math.Clamp(delay.TotalSeconds, 0, int.MaxValue - 1);
    }

    /// <summary>Which of the four ways it ended.</summary>
    public AttemptOutcome Outcome { get; }

    /// <summary>Why there was no answer; none when there was one.</summary>
    public AttemptCause Cause { get; }

    /// <summary>The HTTP status of the answer; 0 without one.</summary>
    public ushort Status { get; }

    /// <summary>Apple's reason for a rejection; null otherwise.</summary>
    public ApnsReason? Reason { get; }

    /// <summary>The <c>apns-id</c>: the one answered, else the one sent.</summary>
    public Guid Id { get; }

    /// <summary>
    /// The header <c>apns-unique-id</c>, which the sandbox gives; its form is not documented, so it is kept as text.
    /// </summary>
    public string? UniqueId { get; }

    /// <summary>With status 410: when Apple learned that the token is no longer valid. Milliseconds are kept.</summary>
    public DateTimeOffset? Timestamp => _timestamp == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(_timestamp);

    /// <summary>How long Apple asks to wait (header <c>retry-after</c>), in whole seconds.</summary>
    public TimeSpan? RetryAfter => _retryAfter == 0 ? null : TimeSpan.FromSeconds(_retryAfter - 1);

    /// <summary>Whether the attempt has ended.</summary>
    public bool HasEnded => Outcome != AttemptOutcome.None;

    /// <summary>Apple took the notification.</summary>
    public static AttemptResult Accepted(Guid id, string? uniqueId = null) =>
        new(AttemptOutcome.Accepted, id, 200, null, new ResponseDetails { UniqueId = uniqueId });

    /// <summary>Apple refused it.</summary>
    /// <param name="id">The id answered, else the one sent.</param>
    /// <param name="status">The status answered; it may differ from the one that the reason table gives.</param>
    /// <param name="reason">The reason.</param>
    /// <param name="details">What else the answer said.</param>
    public static AttemptResult Rejected(Guid id, int status, ApnsReason reason, ResponseDetails details = default) =>
        new(AttemptOutcome.Rejected, id, status, reason, details);

    /// <summary>It was certainly not processed.</summary>
    public static AttemptResult NotSent(Guid id, AttemptCause cause) => new(AttemptOutcome.NotSent, cause, id);

    /// <summary>It may have been processed or not.</summary>
    public static AttemptResult Unknown(Guid id, AttemptCause cause) => new(AttemptOutcome.Unknown, cause, id);

    /// <summary>Outcome with its reason or cause.</summary>
    public override string ToString() => Outcome switch
    {
        AttemptOutcome.None => "pending",
        AttemptOutcome.Accepted => "Accepted",
        AttemptOutcome.Rejected => $"Rejected: {Status} {Reason?.Text}".TrimEnd(),
        _ => $"{Outcome}: {Cause}",
    };
}
