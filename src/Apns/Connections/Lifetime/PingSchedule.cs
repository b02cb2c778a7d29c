namespace Push.Apns.Connections;

/// <summary>
/// PINGs, one at a time: when streams wait and nothing was read for 10 s (or their deadline, if shorter); before the first send after a minute of
/// silence; hourly otherwise; and when someone asks. The round-trip time comes from them. Guarded by the connection's gate.
/// </summary>
internal sealed class PingSchedule(ConnectionClock clock, ControlOutbox outbox, TimeSpan timeout, TimeSpan deadline)
{
    private static readonly TimeSpan Unanswered = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Idle = TimeSpan.FromHours(1);

    private readonly long _timeout = clock.Ticks(timeout);
    private readonly long _unanswered = clock.Ticks(deadline < Unanswered ? deadline : Unanswered);
    private readonly long _silence = clock.Ticks(Silence);
    private readonly long _idle = clock.Ticks(Idle);
    private List<TaskCompletionSource<TimeSpan>>? _waiting;
    private ulong _opaque;
    private long _sentAt;

    /// <summary>The last round trip measured.</summary>
    public TimeSpan? RoundTripTime { get; private set; }

    /// <summary>When something was last read.</summary>
    public long HeardAt { get; private set; } = clock.Now;

    /// <summary>When the last answer came: the connection was alive then.</summary>
    public long AnsweredAt { get; private set; }

    /// <summary>A PING has not been answered yet.</summary>
    public bool IsOutstanding { get; private set; }

    /// <summary>Something was read.</summary>
    public void Heard(long now) => HeardAt = now;

    /// <summary>
    /// Whether the connection is to prove itself before a stream is opened on it. What waits meanwhile is NotSent if it
    /// turns out to be dead; written blindly, it would be Unknown.
    /// </summary>
    public bool MustProve(int openStreams, long now) => openStreams == 0 && now - HeardAt >= _silence;

    /// <summary>Sends a PING unless one is on its way.</summary>
    public void Request(long now)
    {
        if (IsOutstanding) return;
        outbox.AddPing(++_opaque, acknowledgement: false);
        (IsOutstanding, _sentAt) = (true, now);
    }

    /// <summary>Sends a PING, or joins the one that is on its way.</summary>
    public Task<TimeSpan> MeasureAsync(long now)
    {
        Request(now);
        var waiter = new TaskCompletionSource<TimeSpan>(TaskCreationOptions.RunContinuationsAsynchronously);
        (_waiting ??= []).Add(waiter);
        return waiter.Task;
    }

    /// <summary>Sends the PINGs that the rules ask for.</summary>
    /// <returns>False when the last one was not answered in time: the connection is dead.</returns>
    public bool Check(int openStreams, long now)
    {
        if (IsOutstanding) return now - _sentAt < _timeout;
        if (now - HeardAt >= (openStreams > 0 ? _unanswered : _idle)) Request(now);
        return true;
    }

    /// <summary>An acknowledgement came. One that answers no PING of ours means nothing.</summary>
    /// <returns>Whether it was the one awaited.</returns>
    public bool Answered(ulong opaque, long now)
    {
        if (!IsOutstanding || opaque != _opaque) return false;
        IsOutstanding = false;
        AnsweredAt = now;
        var elapsed = clock.Between(_sentAt, now);
        RoundTripTime = elapsed;
        foreach (var waiter in _waiting ?? []) waiter.TrySetResult(elapsed);
        _waiting = null;
        return true;
    }

    /// <summary>The connection ended.</summary>
    public void Fail(ConnectionEnd end)
    {
        foreach (var waiter in _waiting ?? []) waiter.TrySetException(new IOException(end.Message, end.Error));
        _waiting = null;
    }
}
