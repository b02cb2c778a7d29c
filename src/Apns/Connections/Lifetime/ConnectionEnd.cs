using Push.Http2.Errors;

namespace Push.Apns.Connections;

/// <summary>The ways in which a connection ends.</summary>
public enum ConnectionEndKind
{
    /// <summary>We closed it: drained, replaced or disposed of.</summary>
    Closed = 1,

    /// <summary>The peer sent GOAWAY.</summary>
    GoAway,

    /// <summary>The network failed, or the peer closed without GOAWAY.</summary>
    Lost,

    /// <summary>The peer stopped answering, or stopped reading, for longer than it may.</summary>
    Silent,

    /// <summary>The peer broke the rules of HTTP/2; we sent GOAWAY.</summary>
    ProtocolError,
}

/// <summary>Why a connection ended.</summary>
/// <param name="Kind">In which way.</param>
/// <param name="Message">The same for people.</param>
public sealed record ConnectionEnd(ConnectionEndKind Kind, string Message)
{
    /// <summary>The code of the GOAWAY frame that the peer sent, or that we sent.</summary>
    public Http2ErrorCode? Code { get; init; }

    /// <summary>
    /// What APNs wrote into its GOAWAY frame, e.g. BadCertificateEnvironment; null if it gave no reason.
    /// </summary>
    public ApnsReason? Reason { get; init; }

    /// <summary>The exception of the platform, where the network failed.</summary>
    public Exception? Error { get; init; }
}
