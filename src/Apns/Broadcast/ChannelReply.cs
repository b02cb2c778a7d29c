namespace Push.Apns;

/// <summary>
/// What became of a request about channels: nothing that Apple or the network does is thrown. After
/// <see cref="AttemptOutcome.Unknown"/> it may have been done; the list of channels shows.
/// </summary>
/// <param name="Outcome">Which of the four ways it ended; accepted: it was done.</param>
public sealed record ChannelReply(AttemptOutcome Outcome)
{
    /// <summary>Why there was no answer.</summary>
    public AttemptCause Cause { get; init; }

    /// <summary>The HTTP status; 0 without an answer.</summary>
    public int Status { get; init; }

    /// <summary>Apple's reason for a rejection.</summary>
    public ApnsReason? Reason { get; init; }

    /// <summary>How long Apple asks to wait.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The header <c>apns-request-id</c> of the answer.</summary>
    public string? RequestId { get; init; }

    /// <summary>Why there is no connection, for people.</summary>
    public string? Failure { get; init; }

    /// <summary>The id of the channel made or asked for.</summary>
    public string? ChannelId { get; init; }

    /// <summary>What the channel keeps.</summary>
    public ChannelStorage? Storage { get; init; }

    /// <summary>The ids of all channels, where the list was asked for.</summary>
    public IReadOnlyList<string>? ChannelIds { get; init; }

    /// <summary>Outcome with its reason or cause.</summary>
    public override string ToString() => Outcome switch
    {
        AttemptOutcome.Accepted => $"Accepted: {Status}",
        AttemptOutcome.Rejected => $"Rejected: {Status} {Reason?.Text}".TrimEnd(),
        _ => Failure is null ? $"{Outcome}: {Cause}" : $"{Outcome}: {Cause}. {Failure}",
    };
}
