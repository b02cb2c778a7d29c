namespace Push.Apns;

/// <summary>
/// Why an attempt ended without an answer, as <see cref="AttemptOutcome.NotSent"/> or
/// <see cref="AttemptOutcome.Unknown"/>.
/// </summary>
public enum AttemptCause : byte
{
    /// <summary>There was an answer.</summary>
    None,

    /// <summary>The caller cancelled.</summary>
    Cancelled,

    /// <summary>The time for writing or for answering was over.</summary>
    Deadline,

    /// <summary>The queue of the connection was full, or it is moving: worth trying again soon.</summary>
    Busy,

    /// <summary>No connection could be opened.</summary>
    NoConnection,

    /// <summary>The connection broke or was closed by an error.</summary>
    ConnectionLost,

    /// <summary>
    /// The connection was being closed in good order: the peer's GOAWAY leaves this stream out, or we drain it.
    /// </summary>
    ConnectionClosing,

    /// <summary>The peer reset the stream with REFUSED_STREAM.</summary>
    StreamRefused,

    /// <summary>The peer reset the stream with any other error code.</summary>
    StreamReset,

    /// <summary>The answer broke HTTP's rules, so it could not be understood.</summary>
    MalformedAnswer,

    /// <summary>The headers are larger than the peer takes.</summary>
    HeadersTooLarge,

    /// <summary>
    /// The payload is larger than any peer has to take at once (16,384 bytes), or that of a template, filled for this
    /// recipient, larger than its push type may have.
    /// </summary>
    PayloadTooLarge,

    /// <summary>No provider token could be had.</summary>
    NoCredential,

    /// <summary>The notification's expiration had passed.</summary>
    Expired,

    /// <summary>The call to whoever owns the connection failed or timed out.</summary>
    CallFailed,

    /// <summary>The recipient has no value for a placeholder of the template that has no default.</summary>
    MissingValue,
}
