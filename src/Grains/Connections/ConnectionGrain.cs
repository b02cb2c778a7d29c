using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Placement;
using Push.Apns;
using Push.Grains.Apps;
using Push.Grains.Notifications;
using Push.Grains.Telemetry;

namespace Push.Grains.Connections;

/// <summary>
/// One slot: owns a transport and bounds what waits for it. The work itself is done off the grain's scheduler by
/// <see cref="BatchWorker"/>. When silos come or go it moves to where <see cref="SlotMap"/> wants it.
/// </summary>
[GrainType("push.connection"), SlotPlacement, Reentrant, KeepAlive, Immovable]
internal sealed partial class ConnectionGrain(
    AppDirectory apps,
    ApnsTransports transports,
    AppReporter reporter,
    SlotHomes homes,
    PushMetrics metrics,
    ILogger<ConnectionGrain> log) : Grain, IConnectionGrain, IAsyncDisposable
{
    private const int MaxQueued = 16;

    private static readonly TimeSpan MoveCheck = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan MovePause = TimeSpan.FromSeconds(3);

    private readonly List<(Guid Campaign, CancellationTokenSource Halt)> _queued = [];
    private ConnectionKey _key;
    private App _app = null!;
    private IApnsTransport _transport = null!;
    private BatchWorker? _worker;
    private SingleWorker _singles = null!;
    private TimeSpan _misplacedFor;
    private bool _moving;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _key = ConnectionKey.Parse(this.GetPrimaryKeyString());
        _app = apps.Get(_key.App);
        if (_key.Slot >= _app.Connections)
            throw new PushRequestException(RequestFault.Malformed, $"The app {_key.App} has no connection slot {_key.Slot}.");
        _transport = transports.Create(_app, _key.Slot);
        _worker = new BatchWorker(_transport, reporter.GateOf(_app.Name), metrics);
        _singles = new SingleWorker(_transport, reporter.GateOf(_app.Name), metrics);
        this.RegisterGrainTimer(CheckHome, new GrainTimerCreationOptions(MoveCheck, MoveCheck) { Interleave = true });
        LogActivated(_key, _app.Endpoint);
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        LogDeactivated(_key, reason.ReasonCode);
        return Task.CompletedTask;
    }

    // After the last call has returned.
    public ValueTask DisposeAsync() => _worker?.DisposeAsync() ?? ValueTask.CompletedTask;

    public async Task<BatchResult> SendBatch(Batch batch)
    {
        if (_moving || _queued.Count >= MaxQueued) return BatchResult.Of(Answer.Busy);
        using var halt = new CancellationTokenSource();
        var entry = (batch.Nonce, halt);
        _queued.Add(entry);
        try
        {
            return await Task.Run(() => _worker!.SendAsync(batch, halt.Token));
        }
        finally
        {
            _queued.Remove(entry);
        }
    }

    public Task Halt(Guid nonce)
    {
        foreach (var (campaign, halt) in _queued)
            if (campaign == nonce) halt.Cancel();
        return Task.CompletedTask;
    }

    public async Task<SendReceipt> Send(SingleSend send, CancellationToken cancellationToken)
    {
        if (_moving) return new SendReceipt(Answer.Busy, send.Id ?? Guid.Empty);
        var notification = new Notification(send.Token, _app.Complete(send.Content)) { Id = send.Id };
        return await Task.Run(() => _singles.SendAsync(notification, cancellationToken), CancellationToken.None);
    }

    public Task<ConnectionStatus> GetStatus() => Task.FromResult(
        new ConnectionStatus(homes.Local.ToParsableString(), _transport.IsConnected, _queued.Count, _moving)
        {
            Problem = _transport.Problem,
        });

    // Slots of an app move one after the other: each waits for its number times some seconds first.
    private Task CheckHome()
    {
        if (_moving || homes.IsHome(_key, _app.Connections))
        {
            _misplacedFor = TimeSpan.Zero;
            return Task.CompletedTask;
        }
        _misplacedFor += MoveCheck;
        if (_misplacedFor < MovePause * (_key.Slot + 1)) return Task.CompletedTask;
        _moving = true;
        LogMoving(_key);
        // To deactivate would not do: calls by an old address would bring it back here.
        MigrateOnIdle();
        return Task.CompletedTask;
    }
}
