using Push.Simulator.Randomness;
using Push.Simulator.Requests;

namespace Push.Simulator.Faults;

/// <summary>A set of faults that is in force, with what it has to remember: how many requests it saw, and how often it struck.</summary>
internal sealed class ActiveFaults
{
    private readonly FaultCounters _counters;
    private readonly Rejection[] _rejections;
    private readonly FaultTrigger? _goAway;
    private readonly FaultTrigger? _reset;
    private readonly FaultTrigger? _stall;
    private readonly FaultTrigger? _cut;
    private readonly ulong _latencySeed;
    private long _latencies;

    public ActiveFaults(SimulatorFaults faults, FaultCounters counters)
    {
        Document = faults;
        _counters = counters;
        ulong seed = (ulong)faults.Seed;
        _latencySeed = SplitMix64.Next(ref seed);
        _goAway = Trigger(faults.GoAway, ref seed);
        _reset = Trigger(faults.Reset, ref seed);
        _stall = Trigger(faults.Stall, ref seed);
        _cut = Trigger(faults.Cut, ref seed);
        _rejections = new Rejection[faults.Rejections.Count];
        for (int i = 0; i < _rejections.Length; i++)
            _rejections[i] = new Rejection(faults.Rejections[i], SplitMix64.Next(ref seed));
    }

    public SimulatorFaults Document { get; }

    /// <summary>The time to the next answer; null when the faults say nothing of it.</summary>
    public TimeSpan? NextLatency()
    {
        if (Document.Latency is not { } latency)
            return null;
        long place = 2 * Interlocked.Increment(ref _latencies);
        return latency.Sample(SplitMix64.FractionAt(_latencySeed, place), SplitMix64.FractionAt(_latencySeed, place + 1));
    }

    /// <summary>What happens to a complete request; asked once for each, before it is judged.</summary>
    public Fate Decide(RequestRecord request)
    {
        if (_cut is null && _reset is null && _stall is null && _goAway is null)
            return default;
        ReadOnlySpan<byte> token = DevicePath.TryRead(request.Value(KnownHeader.Path), out ReadOnlySpan<byte> digits)
            && request.Token.TryDecode(digits) ? request.Token.Span : default;
        // The rules decode it anew when they come so far; until then the request has no token.
        request.Token.Length = 0;
        if (_cut?.Hits(token) == true)
        {
            _counters.Cut();
            return new Fate(FateKind.Cut, Document.Cut!.When);
        }

        if (_reset?.Hits(token) == true)
        {
            _counters.Reset();
            return new Fate(FateKind.Reset, Document.Reset!.When, Document.Reset.Code);
        }

        if (_stall?.Hits(token) == true)
        {
            _counters.Stalled();
            return new Fate(FateKind.Stalled, Document.Stall!.When);
        }

        return _goAway?.Hits(token) == true ? new Fate(GoAway: Document.GoAway) : default;
    }

    /// <summary>The refusal of a request that is right; the default when it is not refused.</summary>
    public Answer Refuse(TokenBytes token, TimeProvider time)
    {
        foreach (Rejection rejection in _rejections)
        {
            if (!rejection.Trigger.Hits(token.Span))
                continue;
            _counters.Rejected();
            return rejection.Answer(time);
        }

        return default;
    }

    private static FaultTrigger? Trigger(RequestFault? fault, ref ulong seed)
    {
        ulong own = SplitMix64.Next(ref seed);
        return fault is null ? null : new FaultTrigger(fault, own);
    }

    private sealed class Rejection(RejectionFault fault, ulong seed)
    {
        private readonly Refusal _refusal = new(fault.Status ?? Refusal.StatusOf(fault.Reason)!.Value, fault.Reason);

        public FaultTrigger Trigger { get; } = new(fault, seed);

        public Answer Answer(TimeProvider time)
        {
            long timestamp = fault.Timestamp ?? (_refusal.Status == 410 ? time.GetUtcNow().ToUnixTimeMilliseconds() : 0);
            return new Answer(_refusal, timestamp, fault.RetryAfter ?? 0);
        }
    }
}
