using System.Diagnostics.Metrics;
using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Push.Apns;
using Push.Grains.Apps;
using Push.Grains.Audiences;
using Push.Grains.Campaigns;
using Push.Grains.Telemetry;

namespace Push.Grains.Connections;

/// <summary>What the worker does around the transport: who goes ahead, who waits, who is answered at once.</summary>
public sealed class SingleWorkerTests : IAsyncLifetime
{
    private const int Many = 8;

    private static readonly TimeSpan Hold = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly FakeTransport _transport = new();
    private readonly FakeTimeProvider _time = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly Channel<TaskCompletionSource> _written = Channel.CreateUnbounded<TaskCompletionSource>();
    private readonly AppGate _gate;
    private readonly SingleWorker _worker;

    public SingleWorkerTests()
    {
        _gate = new AppGate(_time, Hold, _ => { });
        _worker = new SingleWorker(_transport, _gate, new PushMetrics(_services.GetRequiredService<IMeterFactory>(), _time));
        _transport.AnsweringOne = () =>
        {
            var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Assert.True(_written.Writer.TryWrite(answer));
            return answer.Task;
        };
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        _gate.Dispose();
        await _services.DisposeAsync();
    }

    [Fact]
    public async Task Send_ManyWhileNothingIsProven_WaitForTheFirstAnswerOnly()
    {
        var sends = Enumerable.Range(1, Many).Select(SendAsync).ToList();
        var first = await WrittenAsync();
        Assert.False(_written.Reader.TryPeek(out _));

        first.SetResult();
        var others = new List<TaskCompletionSource>();
        while (others.Count < Many - 1) others.Add(await WrittenAsync());
        others.ForEach(answer => answer.SetResult());
        Assert.All(await Task.WhenAll(sends), receipt => Assert.Equal(AttemptOutcome.Accepted, receipt.Answer.Outcome));
    }

    [Fact]
    public async Task Send_CredentialRefused_TriesAFewAndThenOneNowAndThen()
    {
        _transport.Answer = (_, id) => AttemptResult.Rejected(id, 403, ApnsReason.Of(403, "InvalidProviderToken"u8));
        var sends = Enumerable.Range(1, Many).Select(SendAsync).ToList();
        for (var i = 0; i < AppGate.FewRefusals; i++) (await WrittenAsync()).SetResult();
        var receipts = await Task.WhenAll(sends);
        Assert.Equal(AppGate.FewRefusals, receipts.Count(receipt => receipt.Answer.Outcome == AttemptOutcome.Rejected));
        Assert.Equal(
            Many - AppGate.FewRefusals, receipts.Count(receipt => receipt.Answer.Cause == AttemptCause.NoCredential));
        Assert.All(receipts, receipt => Assert.Equal(ProblemKind.Credential, receipt.Problem?.Kind));

        _transport.Answer = (_, id) => AttemptResult.Accepted(id);
        _time.Advance(TimeSpan.FromSeconds(1));
        var tried = SendAsync(1);
        Assert.Equal(AttemptCause.NoCredential, (await SendAsync(2)).Answer.Cause);
        (await WrittenAsync()).SetResult();
        Assert.Equal(AttemptOutcome.Accepted, (await tried).Answer.Outcome);
    }

    [Fact]
    public async Task Send_TooManyTokenUpdates_IsRefusedAtOnceUntilTheTimeIsUp()
    {
        _transport.AnsweringOne = () => Task.CompletedTask;
        _transport.Answer = (_, id) => AttemptResult.Rejected(id, 429, ApnsReason.Of(429, "TooManyProviderTokenUpdates"u8));
        Assert.Contains("TooManyProviderTokenUpdates", (await SendAsync(1)).Problem?.Message, StringComparison.Ordinal);

        _transport.Answer = (_, id) => AttemptResult.Accepted(id);
        _time.Advance(Hold - TimeSpan.FromSeconds(1));
        var receipt = await SendAsync(2);
        Assert.Equal((AttemptOutcome.NotSent, AttemptCause.NoCredential), (receipt.Answer.Outcome, receipt.Answer.Cause));
        Assert.Contains("TooManyProviderTokenUpdates", receipt.Problem?.Message, StringComparison.Ordinal);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(AttemptOutcome.Accepted, (await SendAsync(3)).Answer.Outcome);
    }

    [Fact]
    public async Task Send_CancelledWhileAnotherTries_IsNotSent()
    {
        using var cancel = new CancellationTokenSource();
        var first = SendAsync(1);
        var second = _worker.SendAsync(Notification(2), cancel.Token);
        await cancel.CancelAsync();
        Assert.Equal((AttemptOutcome.NotSent, AttemptCause.Cancelled), ((await second).Answer.Outcome, (await second).Answer.Cause));
        (await WrittenAsync()).SetResult();
        await first;
    }

    [Fact]
    public async Task Send_MoreThanTheConnectionHasRoomFor_IsBusyAtOnceAlsoWhileTheyWaitForTheGate()
    {
        _transport.MaxSingles = Many;
        var sends = Enumerable.Range(1, Many).Select(SendAsync).ToList();
        var first = await WrittenAsync();
        Assert.Equal(Answer.Busy, (await SendAsync(Many + 1)).Answer);
        Assert.Equal(Many, _worker.UnderWay);

        first.SetResult();
        for (var i = 1; i < Many; i++) (await WrittenAsync()).SetResult();
        Assert.All(await Task.WhenAll(sends), receipt => Assert.Equal(AttemptOutcome.Accepted, receipt.Answer.Outcome));
        Assert.Equal(0, _worker.UnderWay);
        var next = SendAsync(1);
        (await WrittenAsync()).SetResult();
        Assert.Equal(AttemptOutcome.Accepted, (await next).Answer.Outcome);
    }

    private Task<SendReceipt> SendAsync(int number) =>
        _worker.SendAsync(Notification(number), TestContext.Current.CancellationToken);

    private static Notification Notification(int number) =>
        new(Rows.Member(number).Token, new NotificationContent { Payload = "{}"u8.ToArray() });

    private Task<TaskCompletionSource> WrittenAsync() =>
        _written.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience);
}
