using Microsoft.Extensions.Logging;
using Push.Apns;
using Push.Apns.Connections;

namespace Push.Grains.Connections;

/// <summary>The transport of a slot: a client that keeps one connection alive, with its changes logged.</summary>
/// <remarks>Called by <see cref="BatchWorker"/> and <see cref="ConnectionGrain"/>.</remarks>
internal sealed partial class ApnsTransport : IApnsTransport
{
    private static readonly TimeSpan ChangePause = TimeSpan.FromSeconds(10);

    private readonly string _app;
    private readonly ApnsClient _client;
    private readonly ILogger _log;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _disposed = new();
    private int _changes;
    private volatile string? _failure;

    public ApnsTransport(string app, ApnsConnectionOptions options, TimeProvider time, ILogger log)
    {
        (_app, _time, _log) = (app, time, log);
        MaxSingles = options.MaxWaitingSends + options.MaxStreams;
        _client = new ApnsClient(options);
        _client.Changed += OnChanged;
    }

    /// <summary>Called once when it is disposed of.</summary>
    public Action Disposed { private get; set; } = () => { };

    public bool IsConnected => _client.State == ApnsClientState.Connected;

    public int MaxSingles { get; }

    public string? Failure => _failure;

    public string? Explain(ApnsReason reason) => _client.Explain(reason);

    public ValueTask<AttemptResult> SendAsync(Notification notification, CancellationToken cancellationToken) =>
        _client.SendAsync(notification, cancellationToken);

    public ValueTask SendBatchAsync(
        NotificationContent content,
        ReadOnlyMemory<Recipient> recipients,
        Memory<AttemptResult> results,
        TimeSpan writeWithin,
        CancellationToken cancellationToken) =>
        _client.SendBatchAsync(content, recipients, results, writeWithin, cancellationToken);

    /// <summary>Changes over to other options after a while, and tries until it succeeds; a later change takes its place.</summary>
    public void Change(ApnsConnectionOptions options, TimeSpan after)
    {
        var change = Interlocked.Increment(ref _changes);
        _ = Task.Run(() => ChangeAsync(options, after, change));
    }

    public ValueTask DisposeAsync()
    {
        Disposed();
        _disposed.Cancel();
        return _client.DisposeAsync();
    }

    private async Task ChangeAsync(ApnsConnectionOptions options, TimeSpan after, int change)
    {
        try
        {
            await Task.Delay(after, _time, _disposed.Token);
            while (change == Volatile.Read(ref _changes))
            {
                try
                {
                    await _client.ChangeOptionsAsync(options);
                    return;
                }
                catch (ApnsConnectException e)
                {
                    LogNotChanged(_app, e.Message);
                    await Task.Delay(ChangePause, _time, _disposed.Token);
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            // The slot moves or ends, and its next transport begins with what is current.
        }
    }

    private void OnChanged(object? sender, ApnsClientChange change)
    {
        if (change.State == ApnsClientState.Connected) _failure = null;
        if (change.Failure is { } failure)
        {
            _failure = failure.Message;
            LogConnectFailed(_app, failure.Message);
        }
        if (change.End is { } end) LogEnded(_app, end.Kind, end.Message);
    }
}
