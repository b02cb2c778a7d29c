namespace Push.Apns.Connections;

/// <summary>
/// One HTTP/2 connection to APNs. A notification becomes a stream; many are written at once; the results are values.
/// Nothing is retried here: a result tells what became of one attempt, and the caller decides.
/// </summary>
/// <remarks>
/// Called by ConnectionGrain and <see cref="ApnsClient"/>; may be called from any thread. When it drains or closes,
/// <see cref="IsDraining"/> and <see cref="Closed"/> say so, and it has to be replaced.
/// </remarks>
public sealed class ApnsConnection : IAsyncDisposable
{
    // Ids are used up after some hours at full rate. The next connection should be open before the last is taken.
    private const int FewStreamIds = 200_000;

    private readonly ConnectionParts _parts;
    private readonly long _deadline;

    private ApnsConnection(ConnectionParts parts, ApnsConnectionOptions options, ConnectReport report)
    {
        _parts = parts;
        _deadline = parts.Clock.Ticks(options.Deadline);
        Report = report;
    }

    /// <summary>How the connection came about.</summary>
    public ConnectReport Report { get; }

    /// <summary>
    /// Whether the connection should be replaced: the peer sent GOAWAY, it is being drained, is closed, or has few stream
    /// ids left. In the last case it still takes what is sent.
    /// </summary>
    public bool IsDraining => _parts.Closer.IsDraining || _parts.StreamIds.Remaining < FewStreamIds;

    /// <summary>Whether APNs has accepted a notification over it.</summary>
    internal bool HasAccepted => _parts.Ledger.HasAccepted;

    /// <summary>Completes when the connection has ended, with why. Never faults.</summary>
    public Task<ConnectionEnd> Closed => _parts.Closer.Closed;

    /// <summary>The last round trip measured by PING; null before the first.</summary>
    public TimeSpan? RoundTripTime
    {
        get
        {
            lock (_parts.Gate) return _parts.Pings.RoundTripTime;
        }
    }

    /// <summary>How many streams may be open now. One until a provider token has been accepted.</summary>
    public int StreamLimit
    {
        get
        {
            lock (_parts.Gate) return _parts.Budget.Limit;
        }
    }

    /// <summary>How many streams are open now.</summary>
    public int OpenStreams
    {
        get
        {
            lock (_parts.Gate) return _parts.Ledger.Streams.Count;
        }
    }

    /// <summary>How many single sends and batches wait to be written.</summary>
    public int Waiting
    {
        get
        {
            lock (_parts.Gate) return _parts.Queue.Singles.Length + _parts.Queue.Batches.Length;
        }
    }

    /// <summary>What the peer's SETTINGS allow us at present.</summary>
    public ApnsConnectionLimits Limits
    {
        get
        {
            lock (_parts.Gate) return ApnsConnectionLimits.Of(_parts.Budget.Peer);
        }
    }

    /// <summary>Whether what is sent now may still be written.</summary>
    internal bool TakesSends => !_parts.Closer.IsDraining;

    /// <summary>The provider token last used.</summary>
    internal ProviderToken? ProviderToken => _parts.Authorization.Token;

    /// <summary>
    /// What can be said of a refusal beyond its reason: a provider token that was just signed and is refused all the same
    /// tells of a clock that is wrong. Null when there is nothing.
    /// </summary>
    public string? Explain(ApnsReason? reason) => reason is not null && _parts.Authorization.Token is { } token
        ? TokenRefusal.Explain(reason, token.IssuedAt, _parts.Clock.Provider.GetUtcNow(), _parts.Handler.PeerClock.Ahead)
        : null;

    /// <summary>Connects, and waits for the peer's first SETTINGS.</summary>
    /// <param name="options">Where to, as whom, how patiently.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ApnsConnectException">No connection could be made; says which step failed and why.</exception>
    public static async Task<ApnsConnection> ConnectAsync(ApnsConnectionOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var log = new ConnectLog(options.Time);
        var transport = await Dialer.DialAsync(DialRequest.For(options), log, cancellationToken).ConfigureAwait(false);
        return await OverAsync(transport, options, log, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Speaks HTTP/2 over a transport that is there already.</summary>
    internal static async Task<ApnsConnection> OverAsync(
        DialedTransport transport, ApnsConnectionOptions options, ConnectLog log, CancellationToken cancellationToken)
    {
        var parts = new ConnectionParts(transport, options);
        try
        {
            await FirstSettings.AwaitAsync(parts, options, log, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await CloseAsync(parts).ConfigureAwait(false);
            throw;
        }

        return new ApnsConnection(parts, options, log.Report());
    }

    /// <summary>Sends one notification, before all batches. Never throws for anything that Apple or the network does.</summary>
    /// <param name="notification">What to send to whom. It is not validated here.</param>
    /// <param name="cancellationToken">Ends the waiting: NotSent if it was not written yet, else Unknown.</param>
    /// <returns>How it ended. To be awaited once, as every ValueTask.</returns>
    public ValueTask<AttemptResult> SendAsync(Notification notification, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(notification);
        SingleSend send;
        lock (_parts.Gate) send = _parts.Ledger.Rent();
        send.Begin(notification, _parts.Clock.Now + _deadline);
        var result = send.Task;
        send.CancelWith(cancellationToken);
        lock (_parts.Gate)
            if (send.Open > 0) _parts.Queue.Add(send);
        _parts.Writer.WakeInline();
        return result;
    }

    /// <summary>Publishes to a channel, before all batches. Never throws for anything that Apple or the network does.</summary>
    /// <param name="broadcast">What to publish where. It is not validated here.</param>
    /// <param name="requestId">The header <c>apns-request-id</c>; null: one is made.</param>
    /// <param name="cancellationToken">Ends the waiting: NotSent if it was not written yet, else Unknown.</param>
    public ValueTask<AttemptResult> PublishAsync(Broadcast broadcast, Guid? requestId = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(broadcast);
        return SendAsync(new Notification(default, broadcast.ToContent()) { Id = requestId }, cancellationToken);
    }

    /// <summary>Sends one content to many recipients, as fast as peer and network take it.</summary>
    /// <param name="content">Payload and headers. Not validated here, and not to be changed before the end.</param>
    /// <param name="recipients">Who gets it. The memory is read until the end.</param>
    /// <param name="results">Where the result of each recipient is written, at the same index. At least as long.</param>
    /// <param name="writeWithin">What was not written by then ends as NotSent; what was written is awaited to its deadline.</param>
    /// <param name="cancellationToken">Ends the waiting: NotSent for what was not written, Unknown for what was.</param>
    /// <returns>Completes when every result is set. Never faults.</returns>
    public ValueTask SendBatchAsync(
        NotificationContent content,
        ReadOnlyMemory<Recipient> recipients,
        Memory<AttemptResult> results,
        TimeSpan writeWithin,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        if (results.Length < recipients.Length) throw new ArgumentException("There must be a result for each recipient.", nameof(results));
        if (recipients.IsEmpty) return ValueTask.CompletedTask;
        var writeBy = _parts.Clock.Now + _parts.Clock.Ticks(writeWithin);
        var batch = new BatchSend(_parts.Ledger, content, recipients, results, writeBy);
        batch.CancelWith(cancellationToken);
        lock (_parts.Gate)
            if (batch.Open > 0) _parts.Queue.Add(batch);
        _parts.Writer.Wake();
        return batch.Task;
    }

    /// <summary>Measures a round trip.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="IOException">The connection ended before the answer came.</exception>
    public async ValueTask<TimeSpan> PingAsync(CancellationToken cancellationToken = default)
    {
        Task<TimeSpan> answer;
        lock (_parts.Gate)
        {
            if (_parts.Closer.End is { } end) throw new IOException(end.Message, end.Error);
            answer = _parts.Pings.MeasureAsync(_parts.Clock.Now);
        }

        _parts.Writer.WakeInline();
        return await answer.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Opens no more streams, waits for the answers of those that are open, and closes. What was not written ends as
    /// NotSent at once.
    /// </summary>
    /// <param name="atMost">How long to wait; what is open then ends as Unknown.</param>
    public async Task DrainAsync(TimeSpan atMost)
    {
        lock (_parts.Gate) _parts.Closer.Drain(new ConnectionEnd(ConnectionEndKind.Closed, "The connection was drained."));
        await Task.WhenAny(Closed, Task.Delay(atMost, _parts.Clock.Provider)).ConfigureAwait(false);
        await DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Closes at once. What was not written ends as NotSent, what was written and has no answer as Unknown.</summary>
    public ValueTask DisposeAsync() => new(CloseAsync(_parts));

    private static Task CloseAsync(ConnectionParts parts)
    {
        lock (parts.Gate)
            parts.Closer.Close(
                new ConnectionEnd(ConnectionEndKind.Closed, "The connection was closed."), Http2.Errors.Http2ErrorCode.NoError);
        return parts.Finished;
    }
}
