using Push.Http2.Frames;
using Push.Http2.Hpack;
using Push.Http2.Settings;
using Push.Http2.Streams;

namespace Push.Apns.Connections;

/// <summary>The parts of one connection, wired up. One gate guards them all; it is held for microseconds only.</summary>
internal sealed class ConnectionParts
{
    private const int MaxHeaderList = 16 * 1024;

    public ConnectionParts(DialedTransport transport, ApnsConnectionOptions options)
    {
        Transport = transport;
        Clock = new ConnectionClock(options.Time);
        Queue = new SendQueue(options.MaxWaitingSends);
        Ledger = new AttemptLedger(Gate, Queue);
        Outbox.AddPreface(
        [
            new Http2Setting(SettingId.HeaderTableSize, PeerSettings.DefaultHeaderTableSize),
            new Http2Setting(SettingId.EnablePush, 0),
            new Http2Setting(SettingId.InitialWindowSize, PeerSettings.DefaultInitialWindowSize),
            new Http2Setting(SettingId.MaxHeaderListSize, MaxHeaderList),
        ]);
        StreamIds = new StreamIds(Http2Role.Client, options.UsedStreamId);
        Pings = new PingSchedule(Clock, Outbox, options.PingTimeout, options.Deadline);
        Closer = new ConnectionCloser(Queue, Ledger, Outbox, Pings) { Closing = OnClosing };
        Authorization = new Authorization(options.Credential);
        Budget = new StreamBudget(Authorization.UsesTokens, options.MaxStreams);
        var encoder = new RequestEncoder(options.Endpoint, options.IndexAuthorization);
        var filler = new RequestFiller(
            Queue, Ledger, Budget, StreamIds, encoder, Authorization, Outbox, Pings, Clock.Ticks(options.Deadline), options.TemplateValues)
        {
            OutOfStreamIds = () => Closer.Drain(new ConnectionEnd(ConnectionEndKind.Closed, "The stream ids are used up.")),
        };
        Writer = new RequestWriter(Gate, transport.Stream, Clock, Outbox, filler) { Failed = OnWriteFailed };
        Handler = new ResponseHandler(Gate, Clock, Ledger, Budget, encoder, Outbox, Pings, Closer, options.ReceiveWindow)
        {
            SettingsAcknowledged = () => Heartbeat!.SettingsAcknowledged = true,
        };
        var frames = new FrameReader(
            new FrameReaderOptions { Time = options.Time }, new HpackDecoder(maxHeaderListSize: MaxHeaderList), StreamIds, Handler);
        Reader = new ResponseReader(transport.Stream, Clock, Gate, frames, Pings, Closer, Writer);
        Heartbeat = new Heartbeat(Gate, Clock, Queue, Ledger, Writer, Outbox, Pings, Closer, options.Deadline);
    }

    public Lock Gate { get; } = new();

    public DialedTransport Transport { get; }

    public ConnectionClock Clock { get; }

    public SendQueue Queue { get; }

    public AttemptLedger Ledger { get; }

    public StreamIds StreamIds { get; }

    public Authorization Authorization { get; }

    public StreamBudget Budget { get; }

    public ControlOutbox Outbox { get; } = new();

    public PingSchedule Pings { get; }

    public ConnectionCloser Closer { get; }

    public RequestWriter Writer { get; }

    public ResponseHandler Handler { get; }

    public ResponseReader Reader { get; }

    public Heartbeat Heartbeat { get; }

    /// <summary>Completes when the transport is closed, some time after <see cref="ConnectionCloser.Closed"/>.</summary>
    public Task Finished => _finished.Task;

    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Sends our preface and begins to read.</summary>
    public void Begin()
    {
        ThreadPool.UnsafeQueueUserWorkItem(Reader, preferLocal: false);
        Writer.Wake();
    }

    private void OnWriteFailed(Exception e)
    {
        lock (Gate)
            Closer.Break(new ConnectionEnd(ConnectionEndKind.Lost, $"The connection broke: {e.Message}") { Error = e }, Clock.Now);
    }

    private void OnClosing(ConnectionEnd end)
    {
        Heartbeat.Dispose();
        Writer.Close();
        _ = Task.Run(() => FinishAsync(end));
    }

    private async Task FinishAsync(ConnectionEnd end)
    {
        try
        {
            Writer.Wake();
            await Farewell.SayAsync(Transport, Writer.Finished, end).ConfigureAwait(false);
        }
        finally
        {
            Transport.Abort();
            _finished.TrySetResult();
        }
    }
}
