using Push.Http2.Errors;

namespace Push.Apns.Connections;

/// <summary>
/// The one timer of a connection. At each coarse tick it ends what is over time: waiting sends, open streams, a write
/// that the peer doesn't read, a PING without an answer. It works also while the writer is blocked.
/// </summary>
internal sealed class Heartbeat : IDisposable
{
    // A few streams are simply reset. Many at once mean that the connection may be dead: a PING decides first.
    private const int FewStreams = 16;
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(5);

    private readonly Lock _gate;
    private readonly ConnectionClock _clock;
    private readonly SendQueue _queue;
    private readonly AttemptLedger _ledger;
    private readonly RequestWriter _writer;
    private readonly ControlOutbox _outbox;
    private readonly PingSchedule _pings;
    private readonly ConnectionCloser _closer;
    private readonly long _patience;
    private readonly long _moment;
    private readonly long _began;
    private readonly ITimer _timer;

    public Heartbeat(
        Lock gate,
        ConnectionClock clock,
        SendQueue queue,
        AttemptLedger ledger,
        RequestWriter writer,
        ControlOutbox outbox,
        PingSchedule pings,
        ConnectionCloser closer,
        TimeSpan patience)
    {
        (_gate, _clock, _queue, _ledger) = (gate, clock, queue, ledger);
        (_writer, _outbox, _pings, _closer) = (writer, outbox, pings, closer);
        _patience = clock.Ticks(patience);
        _moment = clock.Ticks(Moment);
        _began = clock.Now;
        var period = TimeSpan.FromTicks(Math.Clamp(patience.Ticks / 10, Shortest.Ticks, Longest.Ticks));
        _timer = clock.Provider.CreateTimer(static beat => ((Heartbeat)beat!).Beat(), this, period, period);
    }

    /// <summary>The peer has acknowledged our SETTINGS. Under the gate.</summary>
    public bool SettingsAcknowledged { get; set; }

    public void Dispose() => _timer.Dispose();

    private void Beat()
    {
        lock (_gate)
        {
            if (_closer.End is not null) return;
            var now = _clock.Now;
            _queue.Expire(now);
            // First, while the streams that wait in vain still count: they are why the peer is asked whether it lives.
            CheckPeer(now);
            if (_closer.End is not null) return;
            ExpireStreams(now);
            _closer.CloseIfDrained();
        }

        _writer.Wake();
    }

    private void ExpireStreams(long now)
    {
        var late = 0;
        var streams = _ledger.Streams;
        // The order of opening is the order of deadlines.
        for (var slot = streams.Oldest; slot != StreamTable.None && streams[slot].Deadline <= now; slot = streams[slot].Younger)
        {
            _ledger.EndAttempt(slot, AttemptCause.Deadline);
            late++;
        }

        // A peer that leaves a request unanswered and says nothing else may be gone.
        if (late > 0 && now - _pings.HeardAt >= _moment) _pings.Request(now);
        var proven = late <= FewStreams ? long.MaxValue : _pings.AnsweredAt;
        for (var free = Math.Min(late, _outbox.FreeForResets); free > 0; free--)
        {
            var slot = streams.Oldest;
            if (streams[slot].Deadline > proven)
            {
                _pings.Request(now);
                return;
            }

            _outbox.AddReset(streams[slot].StreamId, Http2ErrorCode.Cancel);
            _ledger.Forget(slot);
        }
    }

    private void CheckPeer(long now)
    {
        if (_closer.BrokenAt is { } broken && now - broken >= _moment)
            _closer.CloseBroken();
        else if (_writer.WriteBegan is > 0 and var began && now - began >= _patience)
            _closer.Close(new ConnectionEnd(ConnectionEndKind.Silent, "The server stopped reading."));
        else if (!SettingsAcknowledged && now - _began >= _patience)
            _closer.Close(
                new ConnectionEnd(ConnectionEndKind.ProtocolError, "The server did not acknowledge our SETTINGS.")
                {
                    Code = Http2ErrorCode.SettingsTimeout,
                },
                Http2ErrorCode.SettingsTimeout);
        else if (!_pings.Check(_ledger.Streams.Count, now))
            _closer.Close(new ConnectionEnd(ConnectionEndKind.Silent, "The server did not answer a PING."));
    }
}
