namespace Push.Simulator.Connections;

/// <summary>One timer for everything that a connection has waiting: both queues are in order of time, so only their heads matter.</summary>
internal sealed class DelayTimer(TimeProvider time, TimeSpan latency, TimeSpan rtt, Action elapsed) : IDisposable
{
    private readonly PriorityQueue<int, long> _answers = new();
    private readonly Queue<DelayedAction> _actions = new();
    private readonly long _actionDelay = Ticks(time, rtt);
    private ITimer? _timer;

    /// <summary>Whether acknowledgements and windows wait at all.</summary>
    public bool DelaysActions => _actionDelay > 0;

    /// <summary>Everything that waits; a peer that resets streams or sends PING without end makes it grow.</summary>
    public int Count => _answers.Count + _actions.Count;

    /// <summary>Whether an answer waits: for the latency, which <paramref name="own"/> may replace, and for the path.</summary>
    public bool Delays(TimeSpan? own, out TimeSpan delay)
    {
        delay = (own ?? latency) + rtt;
        return delay > TimeSpan.Zero;
    }

    public void Add(int streamId, TimeSpan delay)
    {
        _answers.Enqueue(streamId, time.GetTimestamp() + Ticks(time, delay));
        if (_answers.Peek() == streamId)
            Arm();
    }

    public void Add(DelayedKind kind, ulong value)
    {
        _actions.Enqueue(new DelayedAction(time.GetTimestamp() + _actionDelay, kind, value));
        if (_actions.Count == 1)
            Arm();
    }

    /// <summary>Takes the stream of an answer that is due; the stream may have gone.</summary>
    public bool TryTake(out int streamId) =>
        _answers.TryPeek(out streamId, out long due) && due <= time.GetTimestamp() && _answers.TryDequeue(out streamId, out _);

    /// <summary>Takes an acknowledgement or a window that is due.</summary>
    public bool TryTake(out DelayedAction action) =>
        _actions.TryPeek(out action) && action.Due <= time.GetTimestamp() && _actions.TryDequeue(out action);

    /// <summary>Sets the timer to what is due first.</summary>
    public void Arm()
    {
        long due = long.MaxValue;
        if (_answers.TryPeek(out _, out long answerDue))
            due = answerDue;
        if (_actions.TryPeek(out DelayedAction action))
            due = Math.Min(due, action.Due);
        if (due == long.MaxValue)
            return;
        // Timers count whole milliseconds: rounded up, nothing is looked at before it is due.
        double wait = Math.Ceiling(Math.Max(0, time.GetElapsedTime(time.GetTimestamp(), due).TotalMilliseconds));
        _timer ??= time.CreateTimer(_ => elapsed(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(TimeSpan.FromMilliseconds(wait), Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => _timer?.Dispose();

    private static long Ticks(TimeProvider time, TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency);
}
