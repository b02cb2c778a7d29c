using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Push.Apns;
using Push.Grains.Apps;
using Push.Grains.Audiences;
using Push.Grains.Campaigns;
using Push.Grains.Telemetry;

namespace Push.Grains.Connections;

/// <summary>What the worker does around the transport: probing, slices, packing.</summary>
public sealed class BatchWorkerTests : IAsyncLifetime
{
    private static readonly TimeSpan Hold = TimeSpan.FromMinutes(5);

    private readonly FakeTransport _transport = new();
    private readonly FakeTimeProvider _time = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly AppGate _gate;
    private readonly BatchWorker _worker;

    public BatchWorkerTests()
    {
        _gate = new AppGate(_time, Hold, _ => { });
        _worker = new BatchWorker(_transport, _gate, new PushMetrics(_services.GetRequiredService<IMeterFactory>(), _time));
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _worker.DisposeAsync();
        _gate.Dispose();
        await _services.DisposeAsync();
    }

    [Fact]
    public async Task Send_AllAccepted_IsOneAnswer()
    {
        var result = await SendAsync(100);
        Assert.Equal((1, true), (result.Answers.Length, result.Indexes.IsEmpty));
        Assert.Equal([AppGate.ProbeSize, 90], _transport.Sizes);
        Assert.Equal(100, _transport.Ids.Distinct().Count());
    }

    [Fact]
    public async Task Send_Proven_ProbesNoMore()
    {
        await SendAsync(100);
        _transport.Sizes.Clear();
        await SendAsync(100);
        Assert.Equal([100], _transport.Sizes);
    }

    [Fact]
    public async Task Send_CredentialRefused_TriesAFewAndSendsNoMore()
    {
        _transport.Answer = (_, id) => AttemptResult.Rejected(id, 403, ApnsReason.Of(403, "InvalidProviderToken"u8));
        var result = await SendAsync(100);
        Assert.Equal([AppGate.ProbeSize], _transport.Sizes);
        Assert.Equal(ProblemKind.Credential, result.Problem?.Kind);
        Assert.Equal(AttemptCause.NoCredential, result[99].Cause);

        _transport.Answer = (_, id) => AttemptResult.Accepted(id);
        Assert.Equal(AttemptCause.NoCredential, (await SendAsync(100))[0].Cause);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null((await SendAsync(100)).Problem);
        Assert.Equal([AppGate.ProbeSize, 1, 99], _transport.Sizes);
    }

    [Fact]
    public async Task Send_ClockIsWrong_SaysSo()
    {
        _transport.Answer = (_, id) => AttemptResult.Rejected(id, 403, ApnsReason.Of(403, "InvalidProviderToken"u8));
        _transport.Explanation = "The clock is ahead.";
        Assert.EndsWith("403 InvalidProviderToken. The clock is ahead.", (await SendAsync(5)).Problem?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_TooManyTokenUpdates_SendsNothingForAWhileAndThenOne()
    {
        await SendAsync(20);
        _transport.Sizes.Clear();
        _transport.Answer = (_, id) => AttemptResult.Rejected(id, 429, ApnsReason.Of(429, "TooManyProviderTokenUpdates"u8));
        Assert.Equal(ProblemKind.Connection, (await SendAsync(20)).Problem?.Kind);
        _transport.Answer = (_, id) => AttemptResult.Accepted(id);
        Assert.Equal(AttemptCause.NoCredential, (await SendAsync(20))[0].Cause);
        _time.Advance(Hold - TimeSpan.FromSeconds(1));
        Assert.Equal(AttemptCause.NoCredential, (await SendAsync(20))[0].Cause);
        Assert.Equal([20], _transport.Sizes);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null((await SendAsync(20)).Problem);
        Assert.Equal([20, 1, 19], _transport.Sizes);
    }

    [Fact]
    public async Task Send_FewOfAnotherTopic_CloseNothing()
    {
        _transport.Answer = (place, id) => place == 3
            ? AttemptResult.Rejected(id, 400, ApnsReason.Of(400, "DeviceTokenNotForTopic"u8))
            : AttemptResult.Accepted(id);
        var result = await SendAsync(50);
        Assert.Null(result.Problem);
        Assert.Equal((400, "DeviceTokenNotForTopic"), (result[3].Status, result[3].Reason));
    }

    [Fact]
    public async Task Send_SliceTooShort_GoesOnWhereItEnded()
    {
        await SendAsync(20);
        _transport.Sizes.Clear();
        _transport.WrittenPerSlice = 30;
        var result = await SendAsync(100);
        Assert.Equal([100, 70, 40, 10], _transport.Sizes);
        Assert.Equal(AttemptOutcome.Accepted, result[99].Outcome);
    }

    [Fact]
    public async Task Send_Halted_WritesNoMore()
    {
        await SendAsync(20);
        using var halt = new CancellationTokenSource();
        _transport.WrittenPerSlice = 30;
        _transport.Sent = halt.Cancel;
        var result = await _worker.SendAsync(Batch(100), halt.Token);
        Assert.Equal(AttemptOutcome.Accepted, result[29].Outcome);
        Assert.Equal((AttemptOutcome.NotSent, AttemptCause.Deadline), (result[30].Outcome, result[30].Cause));
    }

    [Fact]
    public async Task Send_AnotherProbesForLongerThanItsLease_WritesNothing()
    {
        var answered = new TaskCompletionSource();
        _transport.Answered = answered.Task;
        var probing = SendAsync(20);

        var result = await _worker.SendAsync(
            Batch(20) with { WriteWithin = TimeSpan.FromMilliseconds(50) }, TestContext.Current.CancellationToken);

        Assert.Equal((AttemptOutcome.NotSent, AttemptCause.Deadline), (result[19].Outcome, result[19].Cause));
        Assert.Equal([AppGate.ProbeSize], _transport.Sizes);
        answered.SetResult();
        Assert.True((await probing).Indexes.IsEmpty);
    }

    [Fact]
    public async Task Send_ManyReasons_KeepsEachDevicesAnswerAndTimestamp()
    {
        await SendAsync(1);
        _transport.Answer = (place, id) => place == 1
            ? AttemptResult.Rejected(id, 410, ApnsReason.Of(410, "Unregistered"u8),
                new ResponseDetails { Timestamp = DateTimeOffset.FromUnixTimeMilliseconds(77) })
            : AttemptResult.Rejected(id, 400, ApnsReason.Of(400, Encoding.UTF8.GetBytes($"Reason{place}")));
        var result = await SendAsync(600);
        Assert.Equal("Reason5", result[5].Reason);
        Assert.Equal((AttemptOutcome.Rejected, 400), (result[599].Outcome, result[599].Status));
        Assert.Equal([new GoneSince(1, 77)], result.Gone.AsEnumerable());
    }

    private Task<BatchResult> SendAsync(int devices) => _worker.SendAsync(Batch(devices), TestContext.Current.CancellationToken);

    private static Batch Batch(int devices) => new(
        Guid.NewGuid(), new NotificationContent { Payload = "{}"u8.ToArray() },
        Rows.Of(Enumerable.Range(1, devices).Select(number => Rows.Member(number))), TimeSpan.FromSeconds(30));
}
