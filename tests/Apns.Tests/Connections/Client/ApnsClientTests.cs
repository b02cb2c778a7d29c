using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;
using Push.Apns.Connections;

namespace Push.Apns.Tests.Connections;

/// <summary>One live connection: opened on demand, replaced before it is drained, opened again with patience.</summary>
public sealed class ApnsClientTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly FakeTimeProvider _time = new();
    private readonly ConcurrentQueue<HandPeer> _peers = new();
    private readonly ConcurrentQueue<ApnsClientChange> _changes = new();
    private readonly SemaphoreSlim _opened = new(0);
    private readonly FixedTokenSource _source = new();
    private readonly ApnsClient _client;
    private Func<Exception?> _refuse = () => null;
    private Task _mayConnect = Task.CompletedTask;
    private int _usedStreamId;

    public ApnsClientTests()
    {
        var options = TestOptions.WithoutTokens with { Credential = new TokenCredential(_source), Time = _time };
        _client = new ApnsClient(options, ConnectAsync);
        _client.Changed += (_, change) => _changes.Enqueue(change);
    }

    private static CancellationToken Test => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        foreach (var peer in _peers) await peer.DisposeAsync();
        _opened.Dispose();
    }

    private async Task<ApnsConnection> ConnectAsync(ApnsConnectionOptions options, CancellationToken cancellation)
    {
        await _mayConnect.WaitAsync(cancellation);
        if (_refuse() is { } refusal) throw refusal;
        var (peer, connection) = await HandPeer.ConnectAsync(_ => options with { UsedStreamId = _usedStreamId });
        _peers.Enqueue(peer);
        _opened.Release();
        return connection;
    }

    private async Task<HandPeer> PeerAsync()
    {
        await _opened.WaitAsync(Patience, Test);
        return _peers.Last();
    }

    private Task<AttemptResult> SendAsync(byte device = 1) => _client.SendAsync(TestOptions.To(device), Test).AsTask();

    private static byte[] Answer(PeerRequest request) => Wire.Headers((uint)request.Stream, Wire.EndHeaders | Wire.EndStream, Block.Ok);

    private static byte[][] Refusal(PeerRequest request, string reason) =>
    [
        Wire.Headers((uint)request.Stream, Wire.EndHeaders, Block.Status(403)),
        Wire.Data((uint)request.Stream, Wire.EndStream, Block.Digits($$"""{"reason":"{{reason}}"}""")),
    ];

    private static ApnsConnectException Refused() =>
        new(ApnsConnectFailure.Refused, "refused", new ConnectReport { Stages = [] });

    [Fact]
    public async Task Send_First_ConnectsAndLaterOnesShareTheConnection()
    {
        Assert.Equal(ApnsClientState.Idle, _client.State);
        var first = SendAsync();
        var peer = await PeerAsync();
        await peer.SendAsync(Answer(await peer.RequestAsync()));
        Assert.Equal("Accepted", (await first).Text());
        Assert.Equal(ApnsClientState.Connected, _client.State);
        var second = SendAsync();
        await peer.SendAsync(Answer(await peer.RequestAsync()));
        Assert.Equal("Accepted", (await second).Text());
        Assert.Single(_peers);
    }

    [Fact]
    public async Task Send_NoConnection_IsNotSentAndTheNextAttemptIsSecondsAway()
    {
        _refuse = Refused;
        Assert.Equal("NotSent: NoConnection", (await SendAsync()).Text());
        Assert.Equal(ApnsClientState.BackingOff, _client.State);
        var failed = Assert.Single(_changes, c => c.State == ApnsClientState.BackingOff);
        Assert.InRange(failed.RetryAfter!.Value.TotalSeconds, 1, 2);
        _refuse = () => null;
        var next = SendAsync();
        // It waits for the next attempt, which is within its deadline.
        _time.Advance(TimeSpan.FromSeconds(0.9));
        Assert.Empty(_peers);
        while (_peers.IsEmpty)
        {
            _time.Advance(TimeSpan.FromSeconds(0.2));
            await Task.Delay(1, Test);
        }

        var peer = await PeerAsync();
        await peer.SendAsync(Answer(await peer.RequestAsync()));
        Assert.Equal("Accepted", (await next).Text());
    }

    [Fact]
    public async Task Batch_NoConnection_EveryRecipientIsNotSent()
    {
        _refuse = Refused;
        var results = new AttemptResult[3];
        await _client.SendBatchAsync(TestOptions.Content, TestOptions.Recipients(3), results, TimeSpan.FromSeconds(1), Test);
        Assert.All(results, r => Assert.Equal("NotSent: NoConnection", r.Text()));
    }

    [Fact]
    public async Task Batch_ConnectingFailsUnforeseen_IsNotSentToldAndBacksOff()
    {
        _refuse = () => new InvalidDataException("a table is broken");
        var results = new AttemptResult[3];
        await _client.SendBatchAsync(TestOptions.Content, TestOptions.Recipients(3), results, TimeSpan.FromSeconds(1), Test);
        Assert.All(results, r => Assert.Equal("NotSent: NoConnection", r.Text()));
        var told = Assert.Single(_changes, c => c.State == ApnsClientState.BackingOff);
        Assert.Equal(ApnsConnectFailure.Local, told.Failure!.Failure);
        Assert.Contains("a table is broken", told.Failure.Message, StringComparison.Ordinal);
        Assert.InRange(told.RetryAfter!.Value.TotalSeconds, 1, 2);
    }

    [Fact]
    public async Task ChangeOptions_ConnectingFailsUnforeseen_IsAConnectExceptionAndTheConnectionStays()
    {
        var send = SendAsync();
        var peer = await PeerAsync();
        await peer.SendAsync(Answer(await peer.RequestAsync()));
        await send;
        var before = _client.Connection;
        _refuse = () => new InvalidDataException("a table is broken");
        await Assert.ThrowsAsync<ApnsConnectException>(() => _client.ChangeOptionsAsync(TestOptions.WithoutTokens with { Time = _time }));
        Assert.Same(before, _client.Connection);
    }

    [Fact]
    public async Task Send_Cancelled_WhileConnecting_IsNotSent()
    {
        var never = new TaskCompletionSource();
        await using var client = new ApnsClient(TestOptions.WithoutTokens, async (_, cancellation) =>
        {
            await never.Task.WaitAsync(cancellation);
            throw new InvalidOperationException();
        });
        using var cancel = new CancellationTokenSource();
        var send = client.SendAsync(TestOptions.To(1), cancel.Token);
        await cancel.CancelAsync();
        Assert.Equal("NotSent: Cancelled", (await send).Text());
    }

    [Fact]
    public async Task GoAway_WhatWasNotProcessed_GoesToTheNextConnection()
    {
        var sends = new[] { SendAsync(1) };
        var first = await PeerAsync();
        await first.SendAsync(Answer(await first.RequestAsync()));
        await sends[0];
        _time.Advance(TimeSpan.FromSeconds(30)); // It has lived: no back-off.
        var (kept, moved) = (SendAsync(2), SendAsync(3));
        var streams = await first.RequestsAsync(2);
        await first.SendAsync(Wire.GoAway((uint)streams[0].Stream, 0));
        var second = await PeerAsync();
        var again = await second.RequestAsync();
        Assert.Equal(TestOptions.To(3).Id.ToString(), again["apns-id"]);
        await second.SendAsync(Answer(again));
        await first.SendAsync(Answer(streams[0]));
        Assert.Equal(["Accepted", "Accepted"], [(await kept).Text(), (await moved).Text()]);
    }

    [Fact]
    public async Task GoAway_InMidBatch_TheRestGoesToTheNextConnection()
    {
        var results = new AttemptResult[50];
        var recipients = TestOptions.Recipients(50);
        var batch = _client.SendBatchAsync(TestOptions.Content, recipients, results, TimeSpan.FromMinutes(1), Test).AsTask();
        var first = await PeerAsync();
        await first.SendAsync(Answer(await first.RequestAsync()));
        var open = await first.RequestsAsync(49);
        _time.Advance(TimeSpan.FromSeconds(5));
        await first.SendAsync(Wire.GoAway((uint)open[9].Stream, 0));
        foreach (var request in open[..10]) await first.SendAsync(Answer(request));
        while (_peers.Count < 2)
        {
            _time.Advance(TimeSpan.FromSeconds(0.2)); // It was short-lived: the next is seconds away.
            await Task.Delay(1, Test);
        }

        var second = await PeerAsync();
        var seen = new HashSet<string>();
        for (var i = 0; i < 39; i++)
        {
            var request = await second.RequestAsync();
            Assert.True(seen.Add(request["apns-id"]));
            await second.SendAsync(Answer(request));
        }

        await batch;
        Assert.All(results, r => Assert.Equal("Accepted", r.Text()));
        Assert.Equal(recipients.Select(r => r.Id), results.Select(r => r.Id));
    }

    [Fact]
    public async Task ExpiredProviderToken_IsRenewedAndSentOnceMore()
    {
        var send = SendAsync();
        var peer = await PeerAsync();
        await peer.SendAsync(Refusal(await peer.RequestAsync(), "ExpiredProviderToken"));
        var again = await peer.RequestAsync();
        Assert.Equal("bearer renewed1", again["authorization"]);
        await peer.SendAsync(Refusal(again, "ExpiredProviderToken"));
        Assert.Equal("Rejected: 403 ExpiredProviderToken", (await send).Text());
        Assert.Equal(1, _source.Renewals);
    }

    [Fact]
    public async Task ExpiredProviderToken_NoneNewerToBeHad_IsNotSentAgain()
    {
        _source.MayRenew = false;
        var send = SendAsync();
        var peer = await PeerAsync();
        await peer.SendAsync(Refusal(await peer.RequestAsync(), "ExpiredProviderToken"));
        Assert.Equal("Rejected: 403 ExpiredProviderToken", (await send).Text());
        Assert.Empty(await peer.SeenAsync(PeerFrame.Headers));
    }

    [Fact]
    public async Task ExpiredProviderToken_RenewalNeverComes_TheRefusalStandsAfterADeadline()
    {
        _source.Stalls = true;
        var send = SendAsync();
        var peer = await PeerAsync();
        await peer.SendAsync(Refusal(await peer.RequestAsync(), "ExpiredProviderToken"));
        await _source.Asked.WaitAsync(Test);
        _time.Advance(TestOptions.WithoutTokens.Deadline);
        Assert.Equal("Rejected: 403 ExpiredProviderToken", (await send.WaitAsync(Patience, Test)).Text());
    }

    [Fact]
    public async Task ExpiredProviderToken_InABatchThatRenewalKeeps_TheRefusalStandsWhenAnswersAreDue()
    {
        _source.Stalls = true;
        var (writing, answering) = (TimeSpan.FromSeconds(1), TestOptions.WithoutTokens.Deadline);
        var results = new AttemptResult[1];
        var batch = _client.SendBatchAsync(TestOptions.Content, TestOptions.Recipients(1), results, writing, Test).AsTask();
        var peer = await PeerAsync();
        var request = await peer.RequestAsync();
        _time.Advance(answering - TimeSpan.FromSeconds(1));
        await peer.SendAsync(Refusal(request, "ExpiredProviderToken"));
        await _source.Asked.WaitAsync(Test);
        _time.Advance(writing + TimeSpan.FromSeconds(1));
        await batch.WaitAsync(Patience, Test);
        Assert.Equal("Rejected: 403 ExpiredProviderToken", results[0].Text());
    }

    [Fact]
    public async Task ExpiredProviderToken_InABatch_IsRenewedOnce()
    {
        var results = new AttemptResult[5];
        var batch = _client.SendBatchAsync(TestOptions.Content, TestOptions.Recipients(5), results, TimeSpan.FromMinutes(1), Test).AsTask();
        var peer = await PeerAsync();
        await peer.SendAsync(Answer(await peer.RequestAsync()));
        for (var i = 0; i < 4; i++) await peer.SendAsync(Refusal(await peer.RequestAsync(), "ExpiredProviderToken"));
        for (var i = 0; i < 4; i++)
        {
            var request = await peer.RequestAsync();
            Assert.Equal("bearer renewed1", request["authorization"]);
            await peer.SendAsync(Answer(request));
        }

        await batch;
        Assert.All(results, r => Assert.Equal("Accepted", r.Text()));
        Assert.Equal(1, _source.Renewals);
    }

    [Fact]
    public async Task UnrelatedKeyIdInToken_IsSentAgainOnANewConnectionOnce()
    {
        var accepted = SendAsync(1);
        var first = await PeerAsync();
        await first.SendAsync(Answer(await first.RequestAsync()));
        await accepted;
        _time.Advance(TimeSpan.FromSeconds(30));
        var send = SendAsync(2);
        await first.SendAsync(Refusal(await first.RequestAsync(), "UnrelatedKeyIdInToken"));
        var second = await PeerAsync();
        Assert.NotSame(first, second);
        // The new one refuses too. It was just opened: no third one.
        await second.SendAsync(Refusal(await second.RequestAsync(), "UnrelatedKeyIdInToken"));
        Assert.Equal("Rejected: 403 UnrelatedKeyIdInToken", (await send).Text());
        var next = SendAsync(3);
        await second.SendAsync(Refusal(await second.RequestAsync(), "UnrelatedKeyIdInToken"));
        Assert.Equal("Rejected: 403 UnrelatedKeyIdInToken", (await next).Text());
        Assert.Equal(2, _peers.Count);
        await first.NextAsync(PeerFrame.GoAway);
    }

    [Fact]
    public async Task StreamIds_RunLow_NextConnectionIsOpenBeforeTheLastIsDrained()
    {
        _usedStreamId = int.MaxValue - 2000;
        var first = SendAsync(1);
        var old = await PeerAsync();
        await old.SendAsync(Answer(await old.RequestAsync()));
        Assert.Equal("Accepted", (await first).Text());
        _usedStreamId = 0;
        var mayConnect = new TaskCompletionSource();
        _mayConnect = mayConnect.Task;
        // It has few ids left and still serves, while the next is being opened.
        var second = SendAsync(2);
        await old.SendAsync(Answer(await old.RequestAsync()));
        Assert.Equal("Accepted", (await second).Text());
        mayConnect.SetResult();
        var next = await PeerAsync();
        await old.NextAsync(PeerFrame.GoAway);
        var third = SendAsync(3);
        await next.SendAsync(Answer(await next.RequestAsync()));
        Assert.Equal("Accepted", (await third).Text());
    }

    [Fact]
    public async Task Batch_TokenExpired_SendsAgainWhatWasRefusedAndWhatWaited()
    {
        var results = new AttemptResult[4];
        var batch = _client.SendBatchAsync(TestOptions.Content, TestOptions.Recipients(4), results, TimeSpan.FromSeconds(30), Test).AsTask();
        var peer = await PeerAsync();
        await peer.SendAsync(Refusal(await peer.RequestAsync(), "ExpiredProviderToken"));
        await peer.SendAsync(Refusal(await peer.RequestAsync(), "ExpiredProviderToken"));
        for (var i = 0; i < 4; i++) await peer.SendAsync(Answer(await peer.RequestAsync()));
        await batch;
        Assert.All(results, result => Assert.Equal("Accepted", result.Text()));
        Assert.Equal(1, _source.Renewals);
    }

    [Fact]
    public async Task ChangeOptions_WithoutAConnection_OpensTheNextWithThem()
    {
        var other = new FixedTokenSource { Token = FixedTokenSource.Make("other") };
        await _client.ChangeOptionsAsync(TestOptions.WithoutTokens with { Credential = new TokenCredential(other), Time = _time });
        Assert.Empty(_peers);
        var send = SendAsync();
        var peer = await PeerAsync();
        var request = await peer.RequestAsync();
        Assert.Equal("bearer other", request["authorization"]);
        await peer.SendAsync(Answer(request));
        await send;
    }

    [Fact]
    public async Task ReplaceConnection_Asked_ChangesOverAndDrainsTheOld()
    {
        var first = SendAsync(1);
        var old = await PeerAsync();
        var open = await old.RequestAsync();
        await _client.ReplaceConnectionAsync();
        var next = await PeerAsync();
        var second = SendAsync(2);
        await next.SendAsync(Answer(await next.RequestAsync()));
        await old.SendAsync(Answer(open));
        Assert.Equal(["Accepted", "Accepted"], [(await first).Text(), (await second).Text()]);
        await old.NextAsync(PeerFrame.GoAway);
    }

    [Fact]
    public async Task Dispose_EndsWhatIsOpenAndTakesNothingMore()
    {
        var send = SendAsync();
        var peer = await PeerAsync();
        await peer.RequestAsync();
        await _client.DisposeAsync();
        Assert.Equal("Unknown: ConnectionLost", (await send).Text());
        Assert.Equal("NotSent: NoConnection", (await SendAsync()).Text());
        Assert.Equal(ApnsClientState.Disposed, _client.State);
    }
}
