using System.Collections.Concurrent;

namespace Push.Grains.Senders;

/// <summary>
/// The senders of this silo. When the silo stops they stop first, while connections, segments and storage are still
/// there: what they hold is sent and reported, so that a stopped silo leaves no open leases.
/// </summary>
internal sealed class LocalSenders : ILifecycleParticipant<ISiloLifecycle>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(25);

    private readonly ConcurrentDictionary<SenderLoop, Task> _running = new();

    public bool IsStopping { get; private set; }

    /// <summary>Notes a sender until the result is disposed of.</summary>
    public IDisposable Add(SenderLoop loop, Task running)
    {
        _running[loop] = running;
        return new Removal(() => _running.TryRemove(loop, out _));
    }

    public void Participate(ISiloLifecycle observer) =>
        observer.Subscribe(nameof(LocalSenders), ServiceLifecycleStage.Active, _ => Task.CompletedTask, StopAsync);

    private async Task StopAsync(CancellationToken cancellationToken)
    {
        IsStopping = true;
        foreach (var loop in _running.Keys) loop.Stop();
        // Who waits for a connection that can't be had gives up: those leases are given again at once, the silo being gone.
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        await Task.WhenAll(_running.Values).WaitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var loop in _running.Keys) loop.Abandon();
    }

    private sealed class Removal(Action remove) : IDisposable
    {
        public void Dispose() => remove();
    }
}
