namespace Push.Apns;

/// <summary>How an attempt to send one notification ended. Every attempt ends in exactly one of four ways.</summary>
public enum AttemptOutcome : byte
{
    /// <summary>It has not ended: the value of a result that was never written.</summary>
    None,

    /// <summary>
    /// Certainly not processed: the end of the request was never handed to the TLS stream, or the peer said that it did
    /// not look at it. Sending it again can't make a duplicate.
    /// </summary>
    NotSent,

    /// <summary>Apple answered 200.</summary>
    Accepted,

    /// <summary>Apple answered with another status and its reason.</summary>
    Rejected,

    /// <summary>All of it was handed to a write and no status came: it may have been processed or not.</summary>
    Unknown,
}
