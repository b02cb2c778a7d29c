using Push.Http2.Errors;

namespace Push.Apns.Connections;

/// <summary>
/// Keeps one live connection: opened when first asked for, replaced before it is drained, with back-off between failed
/// attempts. One attempt at a time; all who wait share it.
/// </summary>
/// <remarks>Asked by <see cref="ApnsClient"/> before each send.</remarks>
internal sealed class ConnectionKeeper(
    ApnsConnectionOptions options,
    Func<ApnsConnectionOptions, CancellationToken, Task<ApnsConnection>> connect,
    Action<ApnsClientChange> changed) : IAsyncDisposable
{
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    private readonly Lock _gate = new();
    private readonly ConnectBackoff _backoff = new();
    private readonly CancellationTokenSource _disposed = new();
    private volatile ApnsConnection? _current;
    private readonly TimeProvider _time = options.Time;
    private ApnsConnectionOptions _options = options;
    private Task<ApnsConnection>? _opening;
    private long _failedAt;
    private long _openedAt;

    /// <summary>The connection that sends use at present, if there is one.</summary>
    public ApnsConnection? Current => _current;

    /// <summary>The connection to use now, without waiting; null if it has to be waited for.</summary>
    public ApnsConnection? TryGet()
    {
        var current = _current;
        if (current is null || !current.IsDraining) return current;
        if (_disposed.IsCancellationRequested) return null;
        // One that only runs out of stream ids is still good while the next one is being opened.
        var next = OpenAsync();
        _ = next.ContinueWith(static t => t.Exception, TaskContinuationOptions.OnlyOnFaulted);
        return current.TakesSends ? current : null;
    }

    /// <summary>Waits for the connection, for so long at most.</summary>
    /// <exception cref="ApnsConnectException">The attempt failed.</exception>
    /// <exception cref="TimeoutException">It was not ready in time, or no attempt is due within the time.</exception>
    public async Task<ApnsConnection> GetAsync(TimeSpan atMost, CancellationToken cancellation)
    {
        if (TryGet() is { } current) return current;
        var wait = UntilNextAttempt();
        if (atMost < TimeSpan.Zero || atMost > Patience) atMost = Patience;
        if (wait > atMost) throw new TimeoutException($"The next attempt to connect is {wait.TotalSeconds:0.#} s away.");
        return await OpenAsync().WaitAsync(atMost, _time, cancellation).ConfigureAwait(false);
    }

    /// <summary>
    /// Whether another connection may help where this one refuses. One that was just opened has been tried: replacing
    /// it at once would open connection after connection.
    /// </summary>
    public bool IsWorthReplacing(ApnsConnection connection)
    {
        lock (_gate)
            return ReferenceEquals(_current, connection) && _time.GetElapsedTime(_openedAt) >= ConnectBackoff.ShortLife;
    }

    /// <summary>Opens a new connection and, once it is there, drains the present one.</summary>
    public Task ReplaceAsync() => OpenAsync();

    /// <summary>
    /// Has every connection opened from now on use other options, and replaces the one there is. Where there is none, the
    /// next one is opened when it is needed.
    /// </summary>
    public async Task ChangeAsync(ApnsConnectionOptions changedOptions)
    {
        Task? opening;
        lock (_gate)
        {
            _options = changedOptions;
            opening = _opening;
        }

        // What is being opened may have begun with the options of before.
        if (opening is not null) await Task.WhenAny(opening).ConfigureAwait(false);
        if (_current is not null) await OpenAsync().ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        ApnsConnection? current;
        Task<ApnsConnection>? opening;
        lock (_gate)
        {
            if (_disposed.IsCancellationRequested) return;
            _disposed.Cancel();
            (current, _current, opening) = (_current, null, _opening);
        }

        if (current is not null) await current.DisposeAsync().ConfigureAwait(false);
        if (opening is not null) await Task.WhenAny(opening).ConfigureAwait(false);
        changed(new ApnsClientChange(ApnsClientState.Disposed));
    }

    private TimeSpan UntilNextAttempt()
    {
        lock (_gate)
            return _backoff.Delay == TimeSpan.Zero ? TimeSpan.Zero : _backoff.Delay - _time.GetElapsedTime(_failedAt);
    }

    private Task<ApnsConnection> OpenAsync()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed.IsCancellationRequested, typeof(ApnsClient));
            return _opening ??= Task.Run(OpenNextAsync);
        }
    }

    private async Task<ApnsConnection> OpenNextAsync()
    {
        try
        {
            var wait = UntilNextAttempt();
            if (wait > TimeSpan.Zero) await Task.Delay(wait, _time, _disposed.Token).ConfigureAwait(false);
            changed(new ApnsClientChange(ApnsClientState.Connecting));
            var next = await ConnectAsync(_options).ConfigureAwait(false);
            var old = Install(next);
            changed(new ApnsClientChange(ApnsClientState.Connected) { Report = next.Report });
            _ = WatchAsync(next, _time.GetTimestamp());
            _ = old?.DrainAsync(DrainTime);
            return next;
        }
        catch (Exception e)
        {
            Fail(e as ApnsConnectException);
            throw;
        }
    }

    // Whatever fails is told to those who wait, and has its back-off: an attempt that fails at once must not be made at once.
    private async Task<ApnsConnection> ConnectAsync(ApnsConnectionOptions options)
    {
        try
        {
            return await connect(options, _disposed.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not ApnsConnectException && !_disposed.IsCancellationRequested)
        {
            throw new ApnsConnectException(
                ApnsConnectFailure.Local, $"Connecting to {options.Endpoint} failed: {e.Message}", new ConnectReport { Stages = [] }, e);
        }
    }

    private ApnsConnection? Install(ApnsConnection next)
    {
        lock (_gate)
        {
            // Disposing waits for this attempt; it comes too late.
            if (_disposed.IsCancellationRequested)
            {
                _ = next.DisposeAsync().AsTask();
                throw new OperationCanceledException(_disposed.Token);
            }

            var old = _current;
            (_current, _opening, _openedAt) = (next, null, _time.GetTimestamp());
            return old;
        }
    }

    private void Fail(ApnsConnectException? failure)
    {
        TimeSpan delay;
        lock (_gate)
        {
            _opening = null;
            if (failure is null) return;
            _backoff.Failed(Random.Shared.NextDouble());
            _failedAt = _time.GetTimestamp();
            delay = _backoff.Delay;
        }

        changed(new ApnsClientChange(ApnsClientState.BackingOff) { Failure = failure, RetryAfter = delay });
    }

    private async Task WatchAsync(ApnsConnection connection, long opened)
    {
        var end = await connection.Closed.ConfigureAwait(false);
        bool wasCurrent;
        lock (_gate)
        {
            wasCurrent = ReferenceEquals(_current, connection);
            if (wasCurrent) _current = null;
            if (_time.GetElapsedTime(opened) >= ConnectBackoff.ShortLife) _backoff.Succeeded();
            else if (connection.HasAccepted) _backoff.Interrupted(IsOrderly(end), Random.Shared.NextDouble());
            else if (end.Kind != ConnectionEndKind.Closed) _backoff.Failed(Random.Shared.NextDouble());
            _failedAt = _time.GetTimestamp();
        }

        await connection.DisposeAsync().ConfigureAwait(false);
        if (wasCurrent && !_disposed.IsCancellationRequested) changed(new ApnsClientChange(ApnsClientState.Idle) { End = end });
    }

    private static bool IsOrderly(ConnectionEnd end) =>
        end.Kind == ConnectionEndKind.Closed || end is { Kind: ConnectionEndKind.GoAway, Code: Http2ErrorCode.NoError };
}
