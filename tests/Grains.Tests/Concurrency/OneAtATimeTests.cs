using System.Threading.Channels;

namespace Push.Grains.Concurrency;

public sealed class OneAtATimeTests
{
    private readonly OneAtATime _changes = new();
    private readonly Channel<int> _begun = Channel.CreateUnbounded<int>();

    [Fact]
    public async Task Run_SeveralAtOnce_FollowOneAnotherInTheirOrder()
    {
        var ends = Enumerable.Range(0, 3).Select(_ => new TaskCompletionSource()).ToList();
        var changes = ends.Select((end, number) => RunAsync(number, end.Task)).ToList();
        for (var number = 0; number < 3; number++)
        {
            Assert.Equal(number, await _begun.Reader.ReadAsync(TestContext.Current.CancellationToken));
            Assert.False(_begun.Reader.TryPeek(out _));
            Assert.False(changes[number].IsCompleted);
            ends[number].SetResult();
            Assert.Equal(number, await changes[number]);
        }
    }

    [Fact]
    public async Task Run_AfterOneThatFailed_RunsAllTheSame()
    {
        var failed = _changes.RunAsync(() => Task.FromException(new IOException()));
        var thrown = _changes.RunAsync(Task<int> () => throw new InvalidDataException());
        var good = RunAsync(7, Task.CompletedTask);
        await Assert.ThrowsAsync<IOException>(() => failed);
        await Assert.ThrowsAsync<InvalidDataException>(() => thrown);
        Assert.Equal(7, await good);
    }

    private Task<int> RunAsync(int number, Task until) => _changes.RunAsync(async () =>
    {
        await _begun.Writer.WriteAsync(number);
        await until;
        return number;
    });
}
