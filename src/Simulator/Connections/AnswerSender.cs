using Push.Http2.Errors;
using Push.Http2.Floods;
using Push.Http2.Flow;
using Push.Http2.Frames;
using Push.Http2.Hpack;
using Push.Http2.Settings;
using Push.Http2.Streams;
using Push.Simulator.Faults;

namespace Push.Simulator.Connections;

/// <summary>
/// Sends answers, acknowledgements and windows: at once, or after the configured latency and round-trip time. Under the
/// connection's lock.
/// </summary>
internal sealed class AnswerSender : IDisposable
{
    private readonly FaultControl _faults;
    private readonly ConnectionWriter _writer;
    private readonly StreamTable _streams;
    private readonly StreamLimit _limit;
    private readonly FloodGuard _floods;
    private readonly RecentResets _resets;
    private readonly HpackEncoder _encoder = new();
    private readonly AnswerWriter _answers;
    private readonly DelayTimer _delays;
    private readonly Queue<SettingsChange> _unacknowledged = new();
    private readonly List<RequestStream> _blocked = [];
    private readonly int _maxWaiting;
    private SendWindow _window = new(PeerSettings.DefaultInitialWindowSize);
    private ConnectionWindow _receiveWindow = new();

    public AnswerSender(
        PushService service, ConnectionWriter writer, StreamTable streams, StreamLimit limit, FloodGuard floods,
        RecentResets resets, Action elapsed)
    {
        SimulatorOptions options = service.Options;
        _faults = service.Faults;
        (_writer, _streams, _limit, _floods, _resets) = (writer, streams, limit, floods, resets);
        _answers = new AnswerWriter(_encoder, options.Environment == SimulatedEnvironment.Sandbox);
        _delays = new DelayTimer(service.Time, options.Latency, options.Rtt, elapsed);
        _maxWaiting = (4 * options.Streams) + 4096;
    }

    /// <summary>Answers a stream whose request was judged.</summary>
    public void Answer(RequestStream stream)
    {
        if (!_delays.Delays(_faults.Active?.NextLatency(), out TimeSpan delay))
        {
            Write(stream);
            return;
        }

        CheckWaiting();
        _delays.Add(stream.Id, delay);
    }

    /// <summary>Acknowledges the peer's SETTINGS. They hold for our field blocks from the acknowledgement on.</summary>
    public void AcknowledgeSettings(SettingsChange change)
    {
        _unacknowledged.Enqueue(change);
        Send(DelayedKind.SettingsAck, 0);
    }

    public void AcknowledgePing(ulong opaque) => Send(DelayedKind.PingAck, opaque);

    /// <summary>Takes DATA from the connection's window; false when the peer had none left.</summary>
    public bool TryReceive(int flowControlled) => _receiveWindow.TryTake(flowControlled);

    /// <summary>Gives back what was received, when it is worth a frame.</summary>
    public void ReturnWindow()
    {
        if (_receiveWindow.TakeDue() is > 0 and int due)
            Send(DelayedKind.WindowUpdate, (ulong)due);
    }

    /// <summary>The peer enlarged the connection's window; false when beyond 2^31-1.</summary>
    public bool TryAddWindow(int increment) => _window.TryAdd(increment);

    /// <summary>Continues with bodies that waited for a window.</summary>
    public void Resume()
    {
        for (int i = _blocked.Count - 1; i >= 0; i--)
        {
            RequestStream stream = _blocked[i];
            if (!AnswerWriter.TryWriteBody(_writer.Pending, stream, ref _window))
                continue;
            _blocked.RemoveAt(i);
            Finish(stream);
        }
    }

    /// <summary>Forgets a stream that was reset.</summary>
    public void Cancel(RequestStream stream)
    {
        if (stream.HasHead)
            _blocked.Remove(stream);
    }

    /// <summary>Sends everything that is due.</summary>
    public void OnElapsed()
    {
        while (_delays.TryTake(out DelayedAction action))
            Write(action.Kind, action.Value);
        while (_delays.TryTake(out int streamId))
        {
            if (_streams.Find(streamId) is { } stream)
                Write(stream);
        }

        _delays.Arm();
    }

    public void Dispose() => _delays.Dispose();

    private void Send(DelayedKind kind, ulong value)
    {
        if (!_delays.DelaysActions)
        {
            Write(kind, value);
            return;
        }

        CheckWaiting();
        _delays.Add(kind, value);
    }

    private void CheckWaiting()
    {
        if (_delays.Count >= _maxWaiting)
            throw new Http2ConnectionException(Http2ErrorCode.EnhanceYourCalm, "Too many answers wait for the simulated network");
    }

    private void Write(DelayedKind kind, ulong value)
    {
        switch (kind)
        {
            case DelayedKind.SettingsAck:
                _encoder.Apply(_unacknowledged.Dequeue());
                FrameWriter.WriteSettingsAck(_writer.Pending);
                break;
            case DelayedKind.PingAck:
                FrameWriter.WritePing(_writer.Pending, value, acknowledgement: true);
                break;
            default:
                _receiveWindow.Give((int)value);
                FrameWriter.WriteWindowUpdate(_writer.Pending, 0, (int)value);
                break;
        }
    }

    private void Write(RequestStream stream)
    {
        _answers.WriteHead(_writer.Pending, stream);
        if (AnswerWriter.TryWriteBody(_writer.Pending, stream, ref _window))
            Finish(stream);
        else
            _blocked.Add(stream);
    }

    private void Finish(RequestStream stream)
    {
        if (stream.IsCutOff)
        {
            // The answer came before the request's end: the rest is not wanted (RFC 9113 §8.1).
            FrameWriter.WriteRstStream(_writer.Pending, stream.Id, Http2ErrorCode.NoError);
            _resets.Add(stream.Id);
        }

        _streams.RemoveAnswered(stream);
        _floods.OnAnswered();
        _limit.Update(_writer.Pending);
    }
}
