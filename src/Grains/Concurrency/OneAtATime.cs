namespace Push.Grains.Concurrency;

/// <summary>Lets changes of a reentrant grain that take more than one turn happen one after the other.</summary>
/// <remarks>Runs on the grain's scheduler, so it needs no locks.</remarks>
internal sealed class OneAtATime
{
    private Task _last = Task.CompletedTask;

    /// <summary>Runs a change after those that were given before have ended, whether they succeeded or not.</summary>
    public async Task<T> RunAsync<T>(Func<Task<T>> change)
    {
        var before = _last;
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _last = done.Task;
        await before;
        try
        {
            return await change();
        }
        finally
        {
            done.SetResult();
        }
    }

    /// <inheritdoc cref="RunAsync{T}"/>
    public Task RunAsync(Func<Task> change) => RunAsync(async () =>
    {
        await change();
        return true;
    });
}
