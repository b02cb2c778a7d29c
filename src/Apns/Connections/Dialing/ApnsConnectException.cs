namespace Push.Apns.Connections;

/// <summary>No connection could be made. The message is written for people; <see cref="Failure"/> is for programs.</summary>
public sealed class ApnsConnectException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="failure">What kind of failure this is.</param>
    /// <param name="message">What happened, where, and what to look at.</param>
    /// <param name="report">The stages that were passed before the failure, and the failed one.</param>
    /// <param name="inner">The exception that was thrown by the platform, if any.</param>
    public ApnsConnectException(
        ApnsConnectFailure failure, string message, ConnectReport report, Exception? inner = null)
        : base(message, inner)
    {
        Failure = failure;
        Report = report;
    }

    /// <summary>What kind of failure this is.</summary>
    public ApnsConnectFailure Failure { get; }

    /// <summary>How far the attempt came: the stages that were passed, and last the one that failed.</summary>
    public ConnectReport Report { get; }

    /// <summary>The status that the proxy answered, where <see cref="Failure"/> is a refusing proxy.</summary>
    public int? ProxyStatus { get; init; }
}
