using System.Text.Json.Serialization;
using Push.Http2.Errors;

namespace Push.Simulator.Faults;

/// <summary>The connection of a request ends with GOAWAY. The request itself is taken.</summary>
public sealed record GoAwayFault : RequestFault
{
    /// <summary>The reason in GOAWAY's debug data, as JSON; null for none. <c>Shutdown</c> by default.</summary>
    // Null is not the default here, so it is written.
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Reason { get; init; } = "Shutdown";

    /// <summary>The code; none by default.</summary>
    public Http2ErrorCode Code { get; init; }

    /// <summary>
    /// False lets every stream up to the last stream id have its answer. True names the last request that was taken and closes at
    /// once: answers that still waited for their latency are lost.
    /// </summary>
    public bool Abrupt { get; init; }

    internal override void Check(string field, InputProblems problems)
    {
        base.Check(field, problems);
        problems.Unless(Reason is null or { Length: <= 100 }, $"{field}.reason", "is at most 100 characters");
    }
}

/// <summary>A request is answered with RST_STREAM.</summary>
public sealed record ResetFault : RequestFault
{
    /// <summary>The code; <c>INTERNAL_ERROR</c> by default. <c>REFUSED_STREAM</c> promises that nothing was processed.</summary>
    public Http2ErrorCode Code { get; init; } = Http2ErrorCode.InternalError;

    /// <summary>Before or after the request was taken; after it by default.</summary>
    public FaultMoment When { get; init; }

    internal override void Check(string field, InputProblems problems)
    {
        base.Check(field, problems);
        problems.Unless(
            Code != Http2ErrorCode.RefusedStream || When == FaultMoment.Before,
            $"{field}.code", "REFUSED_STREAM goes with when \"before\" only (left out, when is \"after\"): it promises that nothing was processed");
    }
}

/// <summary>A request gets no answer at all, not even later; its stream stays open until the client resets it.</summary>
public sealed record StallFault : RequestFault
{
    /// <summary>Before or after the request was taken; after it by default.</summary>
    public FaultMoment When { get; init; }
}

/// <summary>
/// The connection of a request is cut off: no GOAWAY and no farewell of TLS. Answers given before are sent.
/// </summary>
public sealed record CutFault : RequestFault
{
    /// <summary>Before or after the request was taken; after it by default.</summary>
    public FaultMoment When { get; init; }
}

/// <summary>What becomes of new connections.</summary>
public enum NewConnections
{
    /// <summary>They are served.</summary>
    Welcome,

    /// <summary>The port is closed: the system refuses them.</summary>
    Refused,

    /// <summary>They are accepted and closed before TLS.</summary>
    Closed,

    /// <summary>They are accepted and nothing is said to them, until the faults change.</summary>
    Silent,
}
