using Orleans.Concurrency;
using Push.Grains.Connections;

namespace Push.Grains.Senders;

/// <summary>Keeps a <see cref="SenderLoop"/> running beside its connection slot while there is work.</summary>
[GrainType("push.sender"), SlotPlacement, Reentrant]
internal sealed class SenderGrain(SenderServices services, LocalSenders local) : Grain, ISenderGrain
{
    private static readonly TimeSpan KeepFor = TimeSpan.FromMinutes(2);

    private SenderLoop? _loop;
    private Task _running = Task.CompletedTask;

    public Task<bool> Start(SendingOrder order)
    {
        if (local.IsStopping) return Task.FromResult(false);
        if (_loop is { } loop && !_running.IsCompleted)
        {
            if (!loop.IsOf(order))
            {
                loop.Abandon();
                return Task.FromResult(false);
            }
            loop.Tell(SenderOrder.Send, order.Revision);
        }
        else
        {
            _loop = new SenderLoop(SenderKey.Parse(this.GetPrimaryKeyString()), order, services);
            _running = RunAsync(_loop);
        }
        return Task.FromResult(true);
    }

    public Task Tell(SenderOrder order, long revision)
    {
        _loop?.Tell(order, revision);
        return Task.CompletedTask;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _loop?.Stop();
        await _running.WaitAsync(cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    private async Task RunAsync(SenderLoop loop)
    {
        var task = loop.RunAsync(() => DelayDeactivation(KeepFor));
        using var _ = local.Add(loop, task);
        await task;
        if (loop.IsHome) DeactivateOnIdle();
        else MigrateOnIdle();
    }
}
