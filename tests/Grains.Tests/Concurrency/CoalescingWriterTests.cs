namespace Push.Grains.Concurrency;

public sealed class CoalescingWriterTests : IDisposable
{
    private readonly Queue<TaskCompletionSource> _begun = new();
    private readonly SemaphoreSlim _begins = new(0);
    private readonly CoalescingWriter _writer;

    public CoalescingWriterTests() => _writer = new CoalescingWriter(() =>
    {
        var write = new TaskCompletionSource();
        _begun.Enqueue(write);
        _begins.Release();
        return write.Task;
    });

    public void Dispose() => _begins.Dispose();

    [Fact]
    public async Task Write_WhileOneIsUnderWay_SharesTheNext()
    {
        var first = _writer.WriteAsync();
        var running = await NextAsync();
        var second = _writer.WriteAsync();
        Assert.Same(second, _writer.WriteAsync());
        running.SetResult();
        await first;
        (await NextAsync()).SetResult();
        await second;
        Assert.Equal(0, _begins.CurrentCount);
        Assert.False(_writer.IsBehind);
    }

    [Fact]
    public async Task Write_Failed_FailsItsOwnWaitersOnly()
    {
        var first = _writer.WriteAsync();
        var running = await NextAsync();
        var second = _writer.WriteAsync();
        running.SetException(new IOException());
        await Assert.ThrowsAsync<IOException>(() => first);
        Assert.True(_writer.IsBehind);
        (await NextAsync()).SetResult();
        await second;
        Assert.False(_writer.IsBehind);
    }

    [Fact]
    public async Task Write_AfterAllEnded_BeginsAnother()
    {
        for (var i = 0; i < 3; i++)
        {
            var write = _writer.WriteAsync();
            (await NextAsync()).SetResult();
            await write;
        }
    }

    [Fact]
    public async Task Settle_WriteUnderWayOrFailed_WaitsUntilItIsStored()
    {
        Assert.True(_writer.SettleAsync().IsCompletedSuccessfully);
        var write = _writer.WriteAsync();
        Assert.Same(write, _writer.SettleAsync());
        (await NextAsync()).SetException(new IOException());
        await Assert.ThrowsAsync<IOException>(() => write);

        var settled = _writer.SettleAsync();
        Assert.False(settled.IsCompleted);
        (await NextAsync()).SetResult();
        await settled;
        Assert.True(_writer.SettleAsync().IsCompletedSuccessfully);
    }

    private async Task<TaskCompletionSource> NextAsync()
    {
        await _begins.WaitAsync(TestContext.Current.CancellationToken);
        return _begun.Dequeue();
    }
}
