using System.Text;
using Microsoft.Extensions.Time.Testing;
using Push.Apns;
using Push.Grains.Campaigns;

namespace Push.Grains.Apps;

public sealed class AppGateTests : IDisposable
{
    private const string Topic = "com.example.shop";

    private static readonly TimeSpan Hold = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _time = new();
    private readonly List<GateChange> _changes = [];
    private readonly AppGate _gate;

    public AppGateTests() => _gate = new AppGate(_time, Hold, _changes.Add);

    public void Dispose() => _gate.Dispose();

    [Fact]
    public void Credential_RefusedAFewTimes_ClosesForEveryTopicAndTellsOnce()
    {
        for (var i = 1; i <= 10; i++)
        {
            Answer(403, "InvalidProviderToken");
            Assert.Equal(i >= AppGate.FewRefusals, _gate.IsClosed);
        }
        Assert.Equal(ProblemKind.Credential, _gate.ProblemOf("another")?.Kind);
        Assert.Equal((null, ProblemKind.Credential), (Assert.Single(_changes).Topic, _changes[0].Problem?.Kind));
    }

    [Fact]
    public void Credential_TakenInBetween_StaysOpen()
    {
        for (var i = 0; i < 10; i++)
        {
            Answer(403, "InvalidProviderToken");
            Answer(403, "InvalidProviderToken");
            Answer(410, "Unregistered");
        }
        Assert.False(_gate.IsClosed);
    }

    [Theory]
    [InlineData(429, "TooManyRequests")]
    [InlineData(500, "InternalServerError")]
    [InlineData(503, "ServiceUnavailable")]
    public void Trouble_OfApple_NeitherClosesNorOpens(int status, string reason)
    {
        for (var i = 0; i < 100; i++) Answer(status, reason);
        Assert.False(_gate.IsClosed);
        for (var i = 0; i < AppGate.FewRefusals; i++) Answer(403, "InvalidProviderToken");
        Answer(status, reason);
        Assert.True(_gate.IsClosed);
    }

    [Fact]
    public void Topic_Refused_ClosesThatTopicOnly()
    {
        for (var i = 0; i < AppGate.ProbeSize; i++) Answer(400, "DeviceTokenNotForTopic");
        Assert.Equal(ProblemKind.Topic, _gate.ProblemOf(Topic)?.Kind);
        Assert.Null(_gate.ProblemOf("com.example.other"));
        Assert.True(_gate.IsProven("com.example.other"));
        Assert.False(_gate.IsProven(Topic));
    }

    [Fact]
    public void Closed_LetsOneThroughNowAndThenAndOpensWhenItIsTaken()
    {
        for (var i = 0; i < AppGate.FewRefusals; i++) Answer(403, "InvalidProviderToken");
        Assert.False(_gate.TryProbe(Topic));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(_gate.TryProbe(Topic));
        Assert.False(_gate.TryProbe(Topic));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(_gate.TryProbe(Topic));

        Accept();
        Assert.Equal((false, true), (_gate.IsClosed, _gate.IsProven(Topic)));
        Assert.Null(_changes[^1].Problem);
    }

    [Fact]
    public void Closed_ForLong_IsTriedTwiceAMinute()
    {
        for (var i = 0; i < AppGate.FewRefusals; i++) Answer(403, "InvalidProviderToken");
        var tries = 0;
        for (var second = 0; second < 3600; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            if (!_gate.TryProbe(Topic)) continue;
            tries++;
            Answer(403, "InvalidProviderToken");
        }
        Assert.InRange(tries, 100, 130);
    }

    [Fact]
    public void TooManyTokenUpdates_LetNothingThroughUntilTheTimeIsUp()
    {
        Accept();
        Answer(429, "TooManyProviderTokenUpdates");
        // To what was written before.
        Accept();
        Answer(429, "TooManyProviderTokenUpdates");
        Assert.Equal((ProblemKind.Connection, false), (_gate.ProblemOf(Topic)?.Kind, _gate.IsProven(Topic)));
        Assert.Equal(Hold, Assert.Single(_changes).HeldFor);
        _time.Advance(Hold - TimeSpan.FromSeconds(1));
        Assert.False(_gate.TryProbe(Topic));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(_gate.TryProbe(Topic));
        Accept();
        Assert.Equal((false, true), (_gate.IsClosed, _gate.IsProven(Topic)));
    }

    [Fact]
    public void TooManyTokenUpdates_Again_BeginTheTimeAnew()
    {
        Answer(429, "TooManyProviderTokenUpdates");
        _time.Advance(Hold);
        Assert.True(_gate.TryProbe(Topic));
        Answer(429, "TooManyProviderTokenUpdates");
        _time.Advance(Hold - TimeSpan.FromSeconds(1));
        Assert.False(_gate.TryProbe(Topic));
        Assert.Equal(2, _changes.Count);
    }

    [Fact]
    public void Adopt_Held_WaitsAsLongAsTheSiloThatFoundIt()
    {
        Accept();
        var problem = new CampaignProblem(ProblemKind.Connection, "too many");
        _gate.Adopt([new GateClosure(null, problem, _time.GetUtcNow()) { HeldUntil = _time.GetUtcNow() + Hold }]);
        Accept();
        _time.Advance(Hold - TimeSpan.FromSeconds(1));
        Assert.Equal((problem, false), (_gate.ProblemOf(Topic), _gate.TryProbe(Topic)));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(_gate.TryProbe(Topic));
    }

    [Fact]
    public async Task Enter_NothingProven_LetsOneProbeAndTheOthersInWhenItIsTaken()
    {
        Assert.Equal(GateEntry.Probe, await EnterAsync());
        var waiting = EnterAsync();
        var another = EnterAsync();
        Assert.Equal((false, false), (waiting.IsCompleted, another.IsCompleted));
        Accept();
        _gate.LeaveProbe();
        Assert.Equal([GateEntry.Proven, GateEntry.Proven], await Task.WhenAll(waiting, another));
        Assert.Equal(GateEntry.Proven, await EnterAsync());
    }

    [Fact]
    public async Task Enter_ClosedMeanwhile_IsToldSo()
    {
        Assert.Equal(GateEntry.Probe, await EnterAsync());
        var waiting = EnterAsync();
        for (var i = 0; i < AppGate.FewRefusals; i++) Answer(403, "InvalidProviderToken");
        _gate.LeaveProbe();
        Assert.Equal(GateEntry.Closed, await waiting);
        Assert.Equal(GateEntry.Closed, await EnterAsync());
    }

    [Fact]
    public async Task Enter_Closed_LetsOneTryNowAndThen()
    {
        for (var i = 0; i < AppGate.FewRefusals; i++) Answer(403, "InvalidProviderToken");
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(GateEntry.TryOne, await EnterAsync());
        Assert.Equal(GateEntry.Closed, await EnterAsync());
        _gate.LeaveProbe();
    }

    [Fact]
    public async Task Enter_NoTimeLeftOrCancelled_IsLate()
    {
        Assert.Equal(GateEntry.Late, await _gate.EnterAsync(Topic, TimeSpan.Zero, TestContext.Current.CancellationToken));
        Assert.Equal(GateEntry.Late, await _gate.EnterAsync(Topic, Patience, new CancellationToken(canceled: true)));
        Assert.Equal(GateEntry.Probe, await EnterAsync());
    }

    [Fact]
    public void Adopt_TakesOverWhatOtherSilosFound()
    {
        Accept();
        _gate.Adopt([new GateClosure(null, new CampaignProblem(ProblemKind.Credential, "refused"), _time.GetUtcNow())]);
        Assert.Equal(("refused", false), (_gate.ProblemOf(Topic)?.Message, _gate.IsProven(Topic)));
        _gate.Adopt([]);
        Assert.Equal((null, false, false), (_gate.ProblemOf(Topic), _gate.IsClosed, _gate.IsProven(Topic)));
        Assert.Empty(_changes);
    }

    [Fact]
    public void Topics_WithoutEnd_AreNotRemembered()
    {
        for (var i = 0; i < 10_000; i++)
            _gate.Observe($"topic{i}", [Rejected(400, "TopicDisallowed")], _ => null);
        Assert.False(_gate.IsClosed);
        Accept();
        Assert.True(_gate.IsProven(Topic));
    }

    private Task<GateEntry> EnterAsync() => _gate.EnterAsync(Topic, Patience, TestContext.Current.CancellationToken).AsTask();

    private void Accept() => _gate.Observe(Topic, [AttemptResult.Accepted(Guid.Empty)], _ => null);

    private void Answer(int status, string reason) => _gate.Observe(Topic, [Rejected(status, reason)], _ => null);

    private static AttemptResult Rejected(int status, string reason) =>
        AttemptResult.Rejected(Guid.Empty, status, ApnsReason.Of(status, Encoding.UTF8.GetBytes(reason)));
}
