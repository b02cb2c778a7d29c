using Microsoft.Extensions.Logging;
using Push.Apns;
using Push.Apns.Connections;

namespace Push.Grains.Connections;

/// <summary>The transport of a slot: a client that keeps one connection alive, with its changes logged.</summary>
/// <remarks>Called by <see cref="BatchWorker"/> and <see cref="ConnectionGrain"/>.</remarks>
internal sealed partial class ApnsTransport : IApnsTransport
{
    private readonly string _app;
    private readonly ApnsClient _client;
    private readonly ILogger _log;
    private volatile string? _failure;

    public ApnsTransport(string app, ApnsConnectionOptions options, ILogger log)
    {
        (_app, _log) = (app, log);
        _client = new ApnsClient(options);
        _client.Changed += OnChanged;
    }

    public bool IsConnected => _client.State == ApnsClientState.Connected;

    public string? Failure => _failure;

    public ValueTask<AttemptResult> SendAsync(Notification notification, CancellationToken cancellationToken) =>
        _client.SendAsync(notification, cancellationToken);

    public ValueTask SendBatchAsync(
        NotificationContent content,
        ReadOnlyMemory<Recipient> recipients,
        Memory<AttemptResult> results,
        TimeSpan writeWithin,
        CancellationToken cancellationToken) =>
        _client.SendBatchAsync(content, recipients, results, writeWithin, cancellationToken);

    public ValueTask DisposeAsync() => _client.DisposeAsync();

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
