using System.Diagnostics.CodeAnalysis;

namespace Push.Http2.Errors;

/// <summary>The peer broke a rule in a way that ends the whole connection (RFC 9113 §5.4.1): send GOAWAY with
/// <see cref="Code"/> and close. Nothing that is read afterwards means anything.</summary>
public sealed class Http2ConnectionException : Exception
{
    /// <summary>Makes a connection error.</summary>
    /// <param name="code">The code for GOAWAY.</param>
    /// <param name="message">The rule that was broken, for a log and for GOAWAY's debug data.</param>
    public Http2ConnectionException(Http2ErrorCode code, string message)
        : base(message) => Code = code;

    /// <summary>The code that GOAWAY carries.</summary>
    public Http2ErrorCode Code { get; }

    // Out of line, so that the checks on the hot path stay small.
    [DoesNotReturn]
    internal static void Throw(Http2ErrorCode code, string message) =>
        throw new Http2ConnectionException(code, message);
}
