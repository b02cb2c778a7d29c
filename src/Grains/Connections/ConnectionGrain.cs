using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Placement;
using Push.Apns;
using Push.Grains.Apps;
using Push.Grains.Campaigns;
using Push.Grains.Telemetry;

namespace Push.Grains.Connections;

/// <summary>
/// One slot: owns a transport and bounds what waits for it. The work itself is done off the grain's scheduler by
/// <see cref="BatchWorker"/>. When silos come or go it moves to where <see cref="SlotMap"/> wants it.
/// </summary>
/// <remarks>
/// While silos are changed over to another configuration they differ: a slot beyond this silo's number is served, and for an
/// app that this silo doesn't know everything is answered as not sent. An activation that failed would be worse than either,
/// because its callers couldn't tell that nothing was sent.
/// </remarks>
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

    private static readonly Answer NoConnection = new(AttemptOutcome.NotSent, AttemptCause.NoConnection);

    private readonly List<(Guid Campaign, CancellationTokenSource Halt)> _queued = [];
    private ConnectionKey _key;
    private SlotMove _move = null!;
    // Null where the app isn't configured.
    private App? _app;
    private IApnsTransport? _transport;
    private BatchWorker? _worker;
    private SingleWorker? _singles;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _key = ConnectionKey.Parse(this.GetPrimaryKeyString());
        _move = new SlotMove(_key.Slot);
        _app = apps.Find(_key.App);
        if (_app is null)
        {
            LogUnconfigured(_key);
            return Task.CompletedTask;
        }
        _transport = transports.Create(_app, _key.Slot);
        _worker = new BatchWorker(_transport, reporter.GateOf(_app.Name), metrics);
        _singles = new SingleWorker(_transport, reporter.GateOf(_app.Name), metrics);
        this.RegisterGrainTimer(CheckHome, new GrainTimerCreationOptions(SlotMove.Interval, SlotMove.Interval) { Interleave = true });
        LogActivated(_key, _app.Endpoint);
        if (_key.Slot >= _app.Connections) LogBeyond(_key, _app.Connections);
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
        if (_worker is null) return BatchResult.Of(NoConnection) with { Problem = Problem };
        if (_move.IsMoving || _queued.Count >= MaxQueued) return BatchResult.Of(Answer.Busy);
        using var halt = new CancellationTokenSource();
        var entry = (batch.Nonce, halt);
        _queued.Add(entry);
        try
        {
            return await Task.Run(() => _worker.SendAsync(batch, halt.Token));
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
        if (_app is null) return new SendReceipt(NoConnection, send.Id ?? Guid.Empty) { Problem = Problem };
        if (_move.IsMoving) return new SendReceipt(Answer.Busy, send.Id ?? Guid.Empty);
        var notification = new Notification(send.Token, _app.Complete(send.Content)) { Id = send.Id };
        return await Task.Run(() => _singles!.SendAsync(notification, cancellationToken), CancellationToken.None);
    }

    public Task<ConnectionStatus> GetStatus() => Task.FromResult(
        new ConnectionStatus(homes.Local.ToParsableString(), _transport?.IsConnected ?? false, _queued.Count, _move.IsMoving)
        {
            Problem = Problem,
        });

    private CampaignProblem? Problem => _transport is not null
        ? _transport.Problem
        : new CampaignProblem(ProblemKind.Configuration, $"The silo {homes.Local} has no app '{_key.App}' in its configuration.");

    private Task CheckHome()
    {
        var wasMoving = _move.IsMoving;
        var goes = _move.Look(homes.IsHome(_key, _app!.Connections), isIdle: _queued.Count + _singles!.UnderWay == 0);
        if (_move.IsMoving && !wasMoving)
        {
            LogMoving(_key);
            foreach (var (_, halt) in _queued) halt.Cancel();
        }
        // Not before it is idle: from then on no call is let in until all that run have ended, and none could be told that
        // the slot is busy. To deactivate would not do: calls by an old address would bring it back here.
        if (goes) MigrateOnIdle();
        return Task.CompletedTask;
    }
}
