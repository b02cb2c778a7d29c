namespace Push.Apns.Connections;

/// <summary>What an <see cref="ApnsClient"/> is doing.</summary>
public enum ApnsClientState
{
    /// <summary>It has no connection and needs none.</summary>
    Idle,

    /// <summary>It connects.</summary>
    Connecting,

    /// <summary>It has a connection.</summary>
    Connected,

    /// <summary>The last attempt failed; the next one is made after a while, when something is to be sent.</summary>
    BackingOff,

    /// <summary>It was disposed of.</summary>
    Disposed,
}

/// <summary>A client's state has changed.</summary>
/// <param name="State">The new state.</param>
public sealed record ApnsClientChange(ApnsClientState State)
{
    /// <summary>Why there is no connection: the failed attempt.</summary>
    public ApnsConnectException? Failure { get; init; }

    /// <summary>Why the last connection ended.</summary>
    public ConnectionEnd? End { get; init; }

    /// <summary>How the present connection came about.</summary>
    public ConnectReport? Report { get; init; }

    /// <summary>How long no attempt is made after a failure.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
