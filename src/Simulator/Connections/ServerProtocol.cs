using System.Buffers;
using System.Text;
using Push.Http2.Errors;
using Push.Http2.Frames;
using Push.Http2.Hpack;
using Push.Http2.Messages;
using Push.Http2.Settings;
using Push.Http2.Streams;
using Push.Simulator.Faults;
using Push.Simulator.Requests;

namespace Push.Simulator.Connections;

/// <summary>
/// The server's side of one HTTP/2 connection: streams, windows and settings; no sockets. Everything is called under the
/// connection's lock, and what is to be sent is written into <see cref="ConnectionWriter.Pending"/>.
/// </summary>
internal sealed class ServerProtocol : IFrameHandler, IDisposable
{
    /// <summary>Bytes of an unfinished body after which the answer no longer waits for its end.</summary>
    private const int EarlyAnswerAt = 16 * 1024;

    private readonly RequestDesk _desk;
    private readonly PushService _service;
    private readonly ConnectionWriter _writer;
    private readonly FrameReader _reader;
    private readonly StreamIds _ids = new(Http2Role.Server);
    private readonly PeerSettings _peer = new(Http2Role.Server);
    private readonly StreamTable _streams = new();
    private readonly StreamLimit _limit;
    private readonly RecentResets _ownResets;
    private readonly RecentResets _peerResets = new();
    private readonly AnswerSender _sender;
    private RequestHeaderRules _rules;
    private RequestStream? _current;
    private bool _inTrailers;
    private bool _prefaceSeen;
    private int _lastStreamId = StreamIds.Last;
    private int _lastTaken;

    public ServerProtocol(PushService service, IRequestCredential credential, ConnectionWriter writer, Action elapsed)
    {
        SimulatorOptions options = service.Options;
        _desk = new RequestDesk(service, credential);
        _service = service;
        _writer = writer;
        _limit = new StreamLimit(credential, options.Streams, service.Faults);
        // Frames of refused streams may still be on the way.
        _ownResets = new RecentResets(2 * options.Streams + 1024);
        _reader = new FrameReader(
            new FrameReaderOptions(),
            new HpackDecoder(PeerSettings.DefaultHeaderTableSize, StreamLimit.MaxHeaderListSize), _ids, this);
        _sender = new AnswerSender(service, writer, _streams, _limit, _reader.Floods, _ownResets, elapsed);
        _limit.WriteFirst(writer.Pending);
    }

    /// <summary>True when GOAWAY was sent and every stream before it has its answer, or when no answer will follow.</summary>
    public bool IsFinished => IsOver || (_lastStreamId != StreamIds.Last && _streams.Count == 0);

    /// <summary>True when a fault ended the connection without a word, not even TLS's.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Whether everything from the peer is ignored.</summary>
    private bool IsOver { get; set; }

    /// <summary>Handles what was received and tells how much of it; the rest comes again with more.</summary>
    /// <exception cref="Http2ConnectionException">The connection has to end.</exception>
    public int Receive(ReadOnlyMemory<byte> bytes)
    {
        int preface = 0;
        if (!_prefaceSeen)
        {
            if (!ConnectionPreface.TryRead(new ReadOnlySequence<byte>(bytes), out _))
                return 0;
            _prefaceSeen = true;
            preface = ConnectionPreface.Bytes.Length;
        }

        _desk.BeginBurst();
        _streams.OnWrites(_writer.Writes);
        int consumed = _reader.Read(bytes.Span[preface..]);
        _sender.ReturnWindow();
        _service.Connections.SawStreams(_streams.Most);
        _service.Watch.Signal();
        return preface + consumed;
    }

    /// <summary>Sends what waited for its time.</summary>
    public void OnElapsed()
    {
        if (!IsOver)
            _sender.OnElapsed();
    }

    /// <summary>Tells the peer what other faults mean for it.</summary>
    public void OnFaults()
    {
        if (_lastStreamId == StreamIds.Last)
            _limit.Update(_writer.Pending);
    }

    /// <summary>
    /// Announces the end of the connection: streams up to the last one seen are answered, later ones ignored. Abruptly, it ends
    /// at once; GOAWAY names the last request that was taken, and answers that wait are lost.
    /// </summary>
    public void GoAway(Http2ErrorCode code, string debugData, bool abrupt = false)
    {
        _lastStreamId = Math.Min(_lastStreamId, abrupt ? _lastTaken : _ids.Highest);
        FrameWriter.WriteGoAway(_writer.Pending, _lastStreamId, code, Encoding.UTF8.GetBytes(debugData));
        IsOver |= abrupt;
    }

    public void OnHeadersBegin(int streamId, bool endStream, bool opensStream)
    {
        _current = null;
        _inTrailers = !opensStream;
        if (opensStream)
            Open(streamId);
        else if (_streams.Find(streamId) is not { } stream)
            OnClosed(streamId);
        else if (!stream.IsComplete)
            _current = stream;
        else if (!stream.IsCutOff)
            Reset(stream, Http2ErrorCode.StreamClosed);
        _rules.Begin(_inTrailers);
    }

    public void OnHeader(int streamId, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (_current is null)
            return;
        _rules.Add(name, value);
        if (!_inTrailers)
            _current.Record!.AddHeader(name, value);
    }

    public void OnHeadersEnd(int streamId, bool endStream)
    {
        if (_current is not { } stream)
            return;
        if (_rules.End(endStream) is not null)
        {
            Reset(stream, Http2ErrorCode.ProtocolError);
            return;
        }

        if (!_inTrailers)
            stream.Length = new ContentLengthCheck(_rules.ContentLength);
        if (endStream)
            Complete(stream);
    }

    public void OnData(int streamId, ReadOnlySpan<byte> data, int flowControlled, bool endStream)
    {
        if (!_sender.TryReceive(flowControlled))
            throw new Http2ConnectionException(Http2ErrorCode.FlowControlError, "DATA beyond the connection's window");
        RequestStream? stream = _current?.Id == streamId ? _current : _streams.Find(streamId);
        if (stream is null)
            OnClosed(streamId);
        else if (stream.IsComplete)
            OnLateData(stream);
        else
            Receive(stream, data, flowControlled, endStream);
    }

    public void OnReset(int streamId, Http2ErrorCode code)
    {
        if (_streams.Find(streamId) is not { } stream)
            return;
        _peerResets.Add(streamId);
        Remove(stream);
    }

    public void OnSettings(SettingsPayload settings)
    {
        SettingsChange change = _peer.Apply(settings);
        if (change.InitialWindowDelta != 0)
        {
            foreach (RequestStream stream in _streams.Open)
            {
                if (!stream.Window.TryAdjust(change.InitialWindowDelta))
                    throw new Http2ConnectionException(Http2ErrorCode.FlowControlError, "SETTINGS raise a window above 2^31-1");
            }
        }

        _sender.AcknowledgeSettings(change);
        _sender.Resume();
    }

    public void OnSettingsAck() => _limit.Acknowledge();

    public void OnPing(ulong opaque, bool acknowledgement)
    {
        if (!acknowledgement)
            _sender.AcknowledgePing(opaque);
    }

    public void OnGoAway(int lastStreamId, Http2ErrorCode code, ReadOnlySpan<byte> debugData)
    {
        // The client opens no further streams and closes when it has its answers.
    }

    public void OnWindowUpdate(int streamId, int increment)
    {
        if (streamId == 0)
        {
            if (!_sender.TryAddWindow(increment))
                throw new Http2ConnectionException(Http2ErrorCode.FlowControlError, "WINDOW_UPDATE raises a window above 2^31-1");
        }
        else if (_streams.Find(streamId) is { } stream && !stream.Window.TryAdd(increment))
        {
            Reset(stream, Http2ErrorCode.FlowControlError);
        }

        _sender.Resume();
    }

    public void OnStreamError(int streamId, Http2ErrorCode code, string why)
    {
        if (_streams.Find(streamId) is { } stream)
            Reset(stream, code);
    }

    public void Dispose() => _sender.Dispose();

    private void Open(int streamId)
    {
        if (streamId > _lastStreamId || IsOver)
            return;
        if (_streams.Count < _limit.Current)
        {
            _current = _streams.Add(streamId, _peer.InitialWindowSize);
            return;
        }

        _service.Connections.StreamRefused();
        _ownResets.Add(streamId);
        FrameWriter.WriteRstStream(_writer.Pending, streamId, Http2ErrorCode.RefusedStream);
    }

    private void Receive(RequestStream stream, ReadOnlySpan<byte> data, int flowControlled, bool endStream)
    {
        stream.Received += flowControlled;
        if (stream.Received > PeerSettings.DefaultInitialWindowSize)
        {
            Reset(stream, Http2ErrorCode.FlowControlError);
            return;
        }

        stream.Record!.AddBody(data);
        if (!stream.Length.Add(data.Length))
        {
            Reset(stream, Http2ErrorCode.ProtocolError);
        }
        else if (endStream)
        {
            Complete(stream);
        }
        else if (stream.Record.BodyLength >= EarlyAnswerAt)
        {
            stream.IsCutOff = true;
            Answer(stream);
        }
    }

    private void Complete(RequestStream stream)
    {
        if (!stream.Length.IsComplete)
        {
            Reset(stream, Http2ErrorCode.ProtocolError);
            return;
        }

        Answer(stream);
    }

    private void Answer(RequestStream stream)
    {
        // An answer that is written at once closes the stream, whose object then serves another.
        _current = null;
        if (IsOver)
            return;
        Fate fate = _service.Faults.Active?.Decide(stream.Record!) ?? default;
        if (fate.When == FaultMoment.After)
        {
            _lastTaken = Math.Max(_lastTaken, stream.Id);
            _desk.Judge(stream, _streams);
        }

        switch (fate.Kind)
        {
            case FateKind.Cut:
                IsCut = IsOver = true;
                break;
            case FateKind.Reset:
                // Not the peer's fault, so no flood of resets.
                _ownResets.Add(stream.Id);
                FrameWriter.WriteRstStream(_writer.Pending, stream.Id, fate.Code);
                Remove(stream);
                break;
            case FateKind.Stalled:
                stream.IsComplete = true;
                break;
            default:
                _sender.Answer(stream);
                break;
        }

        if (fate.GoAway is { } end && _lastStreamId == StreamIds.Last)
            GoAway(end);
    }

    private void GoAway(GoAwayFault fault)
    {
        _service.Faults.Counters.GoAway();
        GoAway(fault.Code, GoAwayReason.Format(fault.Reason), fault.Abrupt);
    }

    /// <summary>DATA behind the end of a request is an error; behind an answer that came early it is only late.</summary>
    private void OnLateData(RequestStream stream)
    {
        if (!stream.IsCutOff)
            Reset(stream, Http2ErrorCode.StreamClosed);
    }

    /// <summary>Frames on a stream that is gone (RFC 9113 §5.1, closed).</summary>
    private void OnClosed(int streamId)
    {
        if (IsOver || streamId > _lastStreamId || _ownResets.Contains(streamId))
            return;
        if (!_peerResets.Contains(streamId))
            throw new Http2ConnectionException(Http2ErrorCode.StreamClosed, "A frame on a stream that has ended");
        _reader.Floods.OnReset();
        FrameWriter.WriteRstStream(_writer.Pending, streamId, Http2ErrorCode.StreamClosed);
    }

    private void Reset(RequestStream stream, Http2ErrorCode code)
    {
        _ownResets.Add(stream.Id);
        FrameWriter.WriteRstStream(_writer.Pending, stream.Id, code);
        Remove(stream);
        _reader.Floods.OnReset();
    }

    private void Remove(RequestStream stream)
    {
        if (_current == stream)
            _current = null;
        _sender.Cancel(stream);
        _streams.Remove(stream);
    }
}
