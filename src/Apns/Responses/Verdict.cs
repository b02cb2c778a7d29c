namespace Push.Apns;

/// <summary>What follows from a rejection.</summary>
public enum Verdict : byte
{
    /// <summary>The request is wrong: never send it again.</summary>
    GiveUp,

    /// <summary>
    /// The device no longer takes this app's notifications: retire the token if it is older than Apple's timestamp.
    /// </summary>
    Retire,

    /// <summary>
    /// The token is unknown to this environment: propose to retire it. Many at once mean a wrong environment.
    /// </summary>
    ProposeRetirement,

    /// <summary>The topic is wrong for token, certificate or key: a matter of configuration. The token stays.</summary>
    FixTopic,

    /// <summary>The credential is refused: stop until someone mends it.</summary>
    FixCredential,

    /// <summary>The provider token is too old: sign a new one if the rules allow, and send once more.</summary>
    RenewToken,

    /// <summary>The connection is the trouble: send again on a new one.</summary>
    NewConnection,

    /// <summary>Send again later, with back-off.</summary>
    RetryLater,
}
