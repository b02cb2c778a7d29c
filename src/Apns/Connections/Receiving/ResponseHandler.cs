using Push.Http2.Errors;
using Push.Http2.Flow;
using Push.Http2.Frames;
using Push.Http2.Messages;
using Push.Http2.Settings;

namespace Push.Apns.Connections;

/// <summary>
/// Turns the frames of the peer into what they mean for streams and connection. An answer's header block is gathered
/// without the gate and applied under it; nothing here waits for anything.
/// </summary>
/// <remarks>Fed by <see cref="ResponseReader"/>; ends attempts in <see cref="AttemptLedger"/>.</remarks>
internal sealed class ResponseHandler : IFrameHandler
{
    private readonly Lock _gate;
    private readonly ConnectionClock _clock;
    private readonly AttemptLedger _ledger;
    private readonly StreamBudget _budget;
    private readonly RequestEncoder _encoder;
    private readonly ControlOutbox _outbox;
    private readonly PingSchedule _pings;
    private readonly ConnectionCloser _closer;
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ReceiveWindow _window = new(PeerSettings.DefaultInitialWindowSize);
    private ResponseHeaderRules _rules;
    private AnswerHead _head;

    public ResponseHandler(
        Lock gate,
        ConnectionClock clock,
        AttemptLedger ledger,
        StreamBudget budget,
        RequestEncoder encoder,
        ControlOutbox outbox,
        PingSchedule pings,
        ConnectionCloser closer,
        int receiveWindow)
    {
        (_gate, _clock, _ledger, _budget) = (gate, clock, ledger, budget);
        (_encoder, _outbox, _pings, _closer) = (encoder, outbox, pings, closer);
        if (_window.GrowTo(receiveWindow) is > 0 and var increment) outbox.AddWindow(increment);
    }

    /// <summary>The peer's clock, as far as it tells it.</summary>
    public PeerClock PeerClock { get; } = new();

    /// <summary>Completes with the peer's first SETTINGS.</summary>
    public Task Ready => _ready.Task;

    /// <summary>Called under the gate when the peer has acknowledged our SETTINGS.</summary>
    public required Action SettingsAcknowledged { private get; init; }

    public void OnHeadersBegin(int streamId, bool endStream, bool opensStream)
    {
        _head = new AnswerHead();
        _rules.Begin(_ledger.HasPartialAnswers && IsAnswered(streamId));
    }

    public void OnHeader(int streamId, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        _rules.Add(name, value);
        _head.Add(name, value, _clock.Provider);
        if (_rules.Status >= 400 && name.SequenceEqual("date"u8)) PeerClock.Read(value, _clock.Provider.GetUtcNow());
    }

    public void OnHeadersEnd(int streamId, bool endStream)
    {
        var malformed = _rules.End(endStream);
        lock (_gate)
        {
            var slot = Find(streamId);
            if (slot == StreamTable.None) return;
            if (malformed is not null) Break(slot, Http2ErrorCode.ProtocolError);
            else if (_ledger.Streams[slot].Answer is { } answer) EndBody(slot, answer);
            else if (!_rules.IsInformational) Answer(slot, endStream);
        }
    }

    public void OnData(int streamId, ReadOnlySpan<byte> data, int flowControlled, bool endStream)
    {
        lock (_gate)
        {
            if (!_window.TryTake(flowControlled))
                throw new Http2ConnectionException(Http2ErrorCode.FlowControlError, "DATA beyond the connection's window");
            // Whatever becomes of it, nothing of it is kept beyond 4 KiB: the window is given back at once.
            if (_window.Return(flowControlled) is > 0 and var increment) _outbox.AddWindow(increment);
            var slot = Find(streamId);
            if (slot == StreamTable.None) return;
            if (_ledger.Streams[slot].Answer is not { } answer) Break(slot, Http2ErrorCode.ProtocolError);
            else if (!answer.TryTake(flowControlled)) Break(slot, Http2ErrorCode.FlowControlError);
            else if (!answer.CountContent(data.Length)) Break(slot, Http2ErrorCode.ProtocolError);
            else if (!answer.Append(data)) Break(slot, Http2ErrorCode.Cancel);
            else if (endStream) EndBody(slot, answer);
        }
    }

    public void OnReset(int streamId, Http2ErrorCode code)
    {
        lock (_gate)
        {
            var slot = _ledger.Streams.Find(streamId);
            if (slot == StreamTable.None) return;
            if (code == Http2ErrorCode.RefusedStream)
                _ledger.EndWithout(slot, AttemptOutcome.NotSent, AttemptCause.StreamRefused);
            else
                _ledger.EndWithout(slot, AttemptOutcome.Unknown, AttemptCause.StreamReset);
            // What it still sends for the stream is its own fault, but no reason to end the others.
            _ledger.Forgotten.Add(streamId);
        }
    }

    public void OnSettings(SettingsPayload settings)
    {
        lock (_gate)
        {
            var change = _budget.Peer.Apply(settings);
            _encoder.Hpack.Apply(change);
            if (change.InitialWindowDelta != 0 && !_ledger.TryAdjustWindows(change.InitialWindowDelta))
                throw new Http2ConnectionException(Http2ErrorCode.FlowControlError, "SETTINGS raise a stream's window above 2^31-1");
            _outbox.AddSettingsAck();
        }

        _ready.TrySetResult();
    }

    public void OnSettingsAck()
    {
        lock (_gate) SettingsAcknowledged();
    }

    public void OnPing(ulong opaque, bool acknowledgement)
    {
        lock (_gate)
        {
            if (acknowledgement) _pings.Answered(opaque, _clock.Now);
            else _outbox.AddPing(opaque, acknowledgement: true);
        }
    }

    public void OnGoAway(int lastStreamId, Http2ErrorCode code, ReadOnlySpan<byte> debugData)
    {
        lock (_gate) _closer.GoAway(lastStreamId, code, debugData);
    }

    public void OnWindowUpdate(int streamId, int increment)
    {
        lock (_gate)
        {
            if (streamId == 0)
            {
                if (!_budget.TryGive(increment))
                    throw new Http2ConnectionException(Http2ErrorCode.FlowControlError, "The connection's window passes 2^31-1");
                return;
            }

            var slot = _ledger.Streams.Find(streamId);
            if (slot != StreamTable.None && !_ledger.Streams[slot].Window.TryAdd(increment))
                Break(slot, Http2ErrorCode.FlowControlError);
        }
    }

    public void OnStreamError(int streamId, Http2ErrorCode code, string why)
    {
        lock (_gate)
        {
            var slot = _ledger.Streams.Find(streamId);
            if (slot != StreamTable.None) Break(slot, code);
        }
    }

    private bool IsAnswered(int streamId)
    {
        lock (_gate)
        {
            var slot = _ledger.Streams.Find(streamId);
            return slot != StreamTable.None && _ledger.Streams[slot].Answer is not null;
        }
    }

    /// <summary>The slot of a stream that may still get content. Frames for one that we gave up are let go by.</summary>
    private int Find(int streamId)
    {
        var slot = _ledger.Streams.Find(streamId);
        // RFC 9113 section 5.1: the peer ended this stream itself, and goes on sending on it.
        if (slot == StreamTable.None && !_ledger.Forgotten.Contains(streamId))
            throw new Http2ConnectionException(Http2ErrorCode.StreamClosed, $"A frame on the closed stream {streamId}");
        return slot;
    }

    private void Answer(int slot, bool endStream)
    {
        _head.Status = (ushort)_rules.Status;
        if (_budget.Answered(_rules.Status, _ledger.Streams[slot].StreamId, _ledger.LastOpened))
            _ledger.EndWaiting(AttemptCause.NoCredential);
        // An answer without the body it declares is malformed; but its status was read.
        var bodyIsMissing = endStream && _rules.ContentLength > 0;
        _ledger.Answer(slot, _head, _rules.ContentLength, endStream && !bodyIsMissing);
        if (bodyIsMissing) Break(slot, Http2ErrorCode.ProtocolError);
    }

    private void EndBody(int slot, PartialAnswer answer)
    {
        if (!answer.IsComplete) Break(slot, Http2ErrorCode.ProtocolError);
        else _ledger.EndWithout(slot, AttemptOutcome.Unknown, AttemptCause.MalformedAnswer);
    }

    /// <summary>
    /// The peer broke a rule on one stream, or sends more than we keep: the stream is reset. A status that was read
    /// before has decided the attempt.
    /// </summary>
    private void Break(int slot, Http2ErrorCode code)
    {
        _outbox.AddReset(_ledger.Streams[slot].StreamId, code);
        _ledger.EndAttempt(slot, AttemptCause.MalformedAnswer);
        _ledger.Forget(slot);
    }
}
