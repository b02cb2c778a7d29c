namespace Push.Simulator.Connections;

/// <summary>Wakes those who wait for counts to change. Costs one read where nobody waits.</summary>
internal sealed class StatsWatch
{
    private TaskCompletionSource? _next;

    /// <summary>Something may have been counted.</summary>
    public void Signal()
    {
        if (Volatile.Read(ref _next) is not null)
            Interlocked.Exchange(ref _next, null)?.TrySetResult();
    }

    /// <summary>Reads until what it read fits.</summary>
    public async Task<T> WaitForAsync<T>(Func<T> read, Predicate<T> fits, CancellationToken cancellationToken)
    {
        while (true)
        {
            TaskCompletionSource mine = new(TaskCreationOptions.RunContinuationsAsynchronously);
            // Registered first, read second: a change between the two wakes.
            Task changed = (Interlocked.CompareExchange(ref _next, mine, null) ?? mine).Task;
            T value = read();
            if (fits(value))
                return value;
            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
