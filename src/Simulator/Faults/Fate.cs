using Push.Http2.Errors;

namespace Push.Simulator.Faults;

/// <summary>What faults do to one request; the default is nothing.</summary>
/// <param name="Kind">Whether it has an answer, or what happens instead.</param>
/// <param name="When">Whether the request is taken before that happens.</param>
/// <param name="Code">The code of RST_STREAM.</param>
/// <param name="GoAway">The end of its connection, behind its answer.</param>
internal readonly record struct Fate(
    FateKind Kind = FateKind.Answered,
    FaultMoment When = FaultMoment.After,
    Http2ErrorCode Code = Http2ErrorCode.NoError,
    GoAwayFault? GoAway = null);

internal enum FateKind
{
    Answered,
    Stalled,
    Reset,
    Cut,
}
