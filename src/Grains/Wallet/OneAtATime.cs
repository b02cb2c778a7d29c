namespace Push.Grains.Wallet;

/// <summary>Lets changes of a reentrant grain that take more than one turn happen one after the other.</summary>
/// <remarks>Runs on the grain's scheduler, so it needs no locks.</remarks>
internal sealed class OneAtATime
{
    private Task _last = Task.CompletedTask;

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
}
