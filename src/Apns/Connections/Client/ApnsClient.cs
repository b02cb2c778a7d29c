using System.Runtime.CompilerServices;

namespace Push.Apns.Connections;

/// <summary>
/// Sends notifications over one connection that it keeps alive: connects when first used, replaces the connection before
/// draining it, and sends again what is certain not to have been processed by one that closes in good order. Like
/// <see cref="ApnsConnection"/> it answers with values and never throws for anything that Apple or the network does.
/// </summary>
/// <remarks>
/// For programs without a cluster, and held by ConnectionGrain. What is repeated here, once: a request refused for an
/// expired provider token, with a renewed one; one that asks for a new connection; and NotSent by a connection that was
/// closing. All else is for the caller to decide.
/// </remarks>
public sealed class ApnsClient : IAsyncDisposable
{
    private readonly ApnsConnectionOptions _options;
    private readonly ConnectionKeeper _keeper;

    /// <summary>Makes a client. It connects when it is first used.</summary>
    /// <param name="options">Where to, as whom, how patiently.</param>
    public ApnsClient(ApnsConnectionOptions options)
        : this(options, ApnsConnection.ConnectAsync)
    {
    }

    internal ApnsClient(ApnsConnectionOptions options, Func<ApnsConnectionOptions, CancellationToken, Task<ApnsConnection>> connect)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
        _keeper = new ConnectionKeeper(options, connect, OnChanged);
    }

    /// <summary>Raised on changes of <see cref="State"/>, on any thread and quickly to be left.</summary>
    public event EventHandler<ApnsClientChange>? Changed;

    /// <summary>What the client is doing.</summary>
    public ApnsClientState State { get; private set; }

    /// <summary>The connection in use, for its state and figures; null while there is none.</summary>
    public ApnsConnection? Connection => _keeper.Current;

    /// <summary>Connects now, if there is no connection, instead of with the first send.</summary>
    /// <param name="cancellationToken">Ends the waiting, not the attempt.</param>
    /// <exception cref="ApnsConnectException">No connection could be made.</exception>
    public async Task<ApnsConnection> ConnectAsync(CancellationToken cancellationToken = default) =>
        await _keeper.GetAsync(Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(false);

    /// <summary>
    /// Opens another connection, changes over to it, and then drains the present one: for a topic that was added to a key,
    /// which APNs learns with a new connection only.
    /// </summary>
    /// <exception cref="ApnsConnectException">No connection could be made; the present one stays.</exception>
    public Task ReplaceConnectionAsync() => _keeper.ReplaceAsync();

    /// <summary>
    /// Has every connection from now on use other options, as a new credential, and replaces the present one; where there is
    /// none, the next one is opened when it is needed.
    /// </summary>
    /// <param name="options">The options, except for deadline and clock, which stay.</param>
    /// <exception cref="ApnsConnectException">No connection could be made; the present one stays until the next.</exception>
    public Task ChangeOptionsAsync(ApnsConnectionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return _keeper.ChangeAsync(options);
    }

    /// <summary>Sends one notification. Waits for a connection for at most the options' deadline.</summary>
    /// <param name="notification">What to send to whom.</param>
    /// <param name="cancellationToken">Ends the waiting: NotSent if it was not written yet, else Unknown.</param>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<AttemptResult> SendAsync(Notification notification, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(notification);
        var (connection, cause) = _keeper.TryGet() is { } current
            ? (current, AttemptCause.None)
            : await Resend.ConnectAsync(_keeper, _options.Deadline, cancellationToken).ConfigureAwait(false);
        if (connection is null) return AttemptResult.NotSent(notification.Id ?? Guid.NewGuid(), cause);
        var token = connection.ProviderToken;
        var first = await connection.SendAsync(notification, cancellationToken).ConfigureAwait(false);
        if (!Resend.IsWorthwhile(first)) return first;
        if (!await Resend.PrepareAsync(_keeper, connection, token, _options, first, _options.Deadline, cancellationToken)
            .ConfigureAwait(false)) return first;
        (connection, _) = await Resend.ConnectAsync(_keeper, _options.Deadline, cancellationToken).ConfigureAwait(false);
        if (connection is null) return first;
        return await connection.SendAsync(notification with { Id = notification.Id ?? first.Id }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Publishes to a channel. Waits for a connection for at most the options' deadline.</summary>
    /// <param name="broadcast">What to publish where.</param>
    /// <param name="requestId">The header <c>apns-request-id</c>; null: one is made.</param>
    /// <param name="cancellationToken">Ends the waiting: NotSent if it was not written yet, else Unknown.</param>
    public ValueTask<AttemptResult> PublishAsync(Broadcast broadcast, Guid? requestId = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(broadcast);
        return SendAsync(new Notification(default, broadcast.ToContent()) { Id = requestId }, cancellationToken);
    }

    /// <summary>Sends one content to many recipients. Waits for a connection within <paramref name="writeWithin"/>.</summary>
    /// <param name="content">Payload and headers.</param>
    /// <param name="recipients">Who gets it.</param>
    /// <param name="results">Where the result of each recipient is written, at the same index. At least as long.</param>
    /// <param name="writeWithin">What was not written by then ends as NotSent.</param>
    /// <param name="cancellationToken">Ends the waiting: NotSent for what was not written, Unknown for what was.</param>
    /// <returns>
    /// Completes when every result is set, at the latest when the answer to what could be written last is due. Never faults.
    /// </returns>
    public async ValueTask SendBatchAsync(
        NotificationContent content,
        ReadOnlyMemory<Recipient> recipients,
        Memory<AttemptResult> results,
        TimeSpan writeWithin,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        if (results.Length < recipients.Length) throw new ArgumentException("There must be a result for each recipient.", nameof(results));
        var began = _options.Time.GetTimestamp();
        var (connection, cause) = await Resend.ConnectAsync(_keeper, writeWithin, cancellationToken).ConfigureAwait(false);
        if (connection is null)
        {
            for (var i = 0; i < recipients.Length; i++) results.Span[i] = AttemptResult.NotSent(recipients.Span[i].Id, cause);
            return;
        }

        var token = connection.ProviderToken;
        await connection.SendBatchAsync(content, recipients, results, Left(began, writeWithin), cancellationToken).ConfigureAwait(false);
        if (Resend.Collect(recipients, results) is not { } again) return;
        if (!await Resend.PrepareAsync(_keeper, connection, token, _options, again.Sample, LeftToPrepare(began, writeWithin), cancellationToken)
            .ConfigureAwait(false)) return;
        (connection, _) = await Resend.ConnectAsync(_keeper, Left(began, writeWithin), cancellationToken).ConfigureAwait(false);
        if (connection is null) return;
        await connection.SendBatchAsync(
            content, again.Recipients, again.Results, Left(began, writeWithin), cancellationToken).ConfigureAwait(false);
        again.CopyTo(results.Span);
    }

    /// <summary>What the connection in use can say of a refusal beyond its reason; see <see cref="ApnsConnection.Explain"/>.</summary>
    public string? Explain(ApnsReason? reason) => _keeper.Current?.Explain(reason);

    /// <summary>Closes the connection at once.</summary>
    public ValueTask DisposeAsync() => _keeper.DisposeAsync();

    private TimeSpan Left(long began, TimeSpan writeWithin)
    {
        if (writeWithin < TimeSpan.Zero) return writeWithin;
        var left = writeWithin - _options.Time.GetElapsedTime(began);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    // The time that answers may take is all there is after the writing, whether one is awaited or a second attempt prepared.
    private TimeSpan LeftToPrepare(long began, TimeSpan writeWithin)
    {
        if (writeWithin < TimeSpan.Zero) return _options.Deadline;
        var late = _options.Time.GetElapsedTime(began) - writeWithin;
        if (late <= TimeSpan.Zero) return _options.Deadline;
        return late < _options.Deadline ? _options.Deadline - late : TimeSpan.Zero;
    }

    private void OnChanged(ApnsClientChange change)
    {
        State = change.State;
        Changed?.Invoke(this, change);
    }
}
