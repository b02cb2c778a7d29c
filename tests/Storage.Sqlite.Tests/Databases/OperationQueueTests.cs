namespace Push.Storage.Sqlite.Databases;

/// <summary>What a database thread is given at once.</summary>
public sealed class OperationQueueTests
{
    private const long Large = 16 << 10;

    private static readonly BulkGathering Patient = new() { Siblings = 2, Enough = 4 * Large, Longest = TimeSpan.FromHours(1) };

    [Fact]
    public async Task Take_LargeStates_WaitsUntilTheyAreEnough()
    {
        var (queue, taken) = await BeginAsync(Patient, Large, Large);
        await EnqueueAsync(queue, Large);
        Assert.False(taken.IsCompleted);
        await EnqueueAsync(queue, Large);
        Assert.Equal(4, await taken);
    }

    [Fact]
    public async Task Take_SmallStateArrivesAmongLargeOnes_TakesAllAtOnce()
    {
        var (queue, taken) = await BeginAsync(Patient, Large, Large);
        await EnqueueAsync(queue, 100);
        Assert.Equal(3, await taken);
    }

    [Fact]
    public async Task Take_QueueCloses_TakesWhatWaits()
    {
        var (queue, taken) = await BeginAsync(Patient, Large, Large);
        queue.Close();
        Assert.Equal(2, await taken);
    }

    [Fact]
    public async Task Take_LongestTimeIsOver_TakesWhatWaits()
    {
        var (_, taken) = await BeginAsync(Patient with { Longest = TimeSpan.FromMilliseconds(1) }, Large, Large);
        Assert.Equal(2, await taken);
    }

    [Fact]
    public async Task Take_OneLargeState_DoesNotWait()
    {
        var (_, taken) = await BeginAsync(Patient, Large);
        Assert.Equal(1, await taken);
    }

    private static async Task<(OperationQueue Queue, Task<int> Taken)> BeginAsync(BulkGathering gathering, params long[] sizes)
    {
        var queue = new OperationQueue(limit: 100, gathering);
        foreach (var size in sizes) await EnqueueAsync(queue, size);
        var taken = Task.Factory.StartNew(
            () =>
            {
                var batch = new List<DatabaseOperation>();
                return queue.Take(batch, count: 100, bytes: long.MaxValue) ? batch.Count : 0;
            },
            TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        return (queue, taken);
    }

    private static async Task EnqueueAsync(OperationQueue queue, long size) => await queue.EnqueueAsync(
        new DatabaseOperation<int>(_ => 0, size, CancellationToken.None), TestContext.Current.CancellationToken);
}
