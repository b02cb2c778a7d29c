namespace Push.Grains.Concurrency;

/// <summary>
/// Writes a grain's state one write at a time: what changes while one is under way shares the next. Whoever waits knows
/// that a write which began after the change has succeeded.
/// </summary>
/// <remarks>Runs on the grain's scheduler, so it needs no locks.</remarks>
internal sealed class CoalescingWriter(Func<Task> write)
{
    private Task? _running;
    private Task? _next;

    /// <summary>Whether the last write failed, so that what is stored is behind.</summary>
    public bool IsBehind { get; private set; }

    /// <summary>Completes when the state as it is now has been written.</summary>
    public Task WriteAsync()
    {
        if (_next is not null) return _next;
        if (_running is null) return _running = RunAsync();
        return _next = AfterAsync(_running);
    }

    /// <summary>Completes when all that was to be written before has been, also what a failed write left behind.</summary>
    public Task SettleAsync() => _next ?? _running ?? (IsBehind ? WriteAsync() : Task.CompletedTask);

    private async Task RunAsync()
    {
        try
        {
            // The caller's changes of this turn are complete before the state is read.
            await Task.Yield();
            await StoreAsync();
        }
        finally
        {
            _running = null;
        }
    }

    private async Task AfterAsync(Task running)
    {
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        _running = _next;
        _next = null;
        try
        {
            await StoreAsync();
        }
        finally
        {
            if (_next is null) _running = null;
        }
    }

    private async Task StoreAsync()
    {
        IsBehind = true;
        await write();
        IsBehind = false;
    }
}
