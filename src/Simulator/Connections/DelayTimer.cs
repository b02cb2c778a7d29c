namespace Push.Simulator.Connections;

/// <summary>One timer for everything that a connection has waiting: both queues are in order of time, so only their heads matter.</summary>
internal sealed class DelayTimer(TimeProvider time, TimeSpan latency, TimeSpan rtt, Action elapsed) : IDisposable
{
    private readonly Queue<DelayedAnswer> _answers = new();
    private readonly Queue<DelayedAction> _actions = new();
    private readonly long _answerDelay = Ticks(time, latency + rtt);
    private readonly long _actionDelay = Ticks(time, rtt);
    private ITimer? _timer;

    /// <summary>Whether answers wait at all.</summary>
    public bool DelaysAnswers => _answerDelay > 0;

    /// <summary>Whether acknowledgements and windows wait at all.</summary>
    public bool DelaysActions => _actionDelay > 0;

    /// <summary>Everything that waits; a peer that resets streams or sends PING without end makes it grow.</summary>
    public int Count => _answers.Count + _actions.Count;

    public void Add(int streamId)
    {
        _answers.Enqueue(new DelayedAnswer(time.GetTimestamp() + _answerDelay, streamId));
        if (Count == 1)
            Arm();
    }

    public void Add(DelayedKind kind, ulong value)
    {
        _actions.Enqueue(new DelayedAction(time.GetTimestamp() + _actionDelay, kind, value));
        if (_actions.Count == 1)
            Arm();
    }

    /// <summary>Takes an answer that is due.</summary>
    public bool TryTake(out DelayedAnswer answer) =>
        _answers.TryPeek(out answer) && answer.Due <= time.GetTimestamp() && _answers.TryDequeue(out answer);

    /// <summary>Takes an acknowledgement or a window that is due.</summary>
    public bool TryTake(out DelayedAction action) =>
        _actions.TryPeek(out action) && action.Due <= time.GetTimestamp() && _actions.TryDequeue(out action);

    /// <summary>Sets the timer to what is due first.</summary>
    public void Arm()
    {
        long due = long.MaxValue;
        if (_answers.TryPeek(out DelayedAnswer answer))
            due = answer.Due;
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
