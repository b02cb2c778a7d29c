using Microsoft.Extensions.Time.Testing;
using Push.Testing;

namespace Push.Apns.Tests.Credentials;

public sealed class LocalProviderTokenSourceTests : IDisposable
{
    private static readonly CancellationToken Never = CancellationToken.None;

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly ProviderTokenSigner _signer =
        ProviderTokenSigner.FromPem(TestKeys.NewP8(), TestKeys.TeamId, TestKeys.KeyId);
    private readonly LocalProviderTokenSource _source;

    public LocalProviderTokenSourceTests() => _source = new LocalProviderTokenSource(_signer, _time);

    [Fact]
    public async Task Get_WithinFortyMinutes_IsTheSameToken()
    {
        var first = await _source.GetAsync(Never);
        _time.Advance(TimeSpan.FromMinutes(40) - TimeSpan.FromSeconds(1));

        Assert.Same(first, await _source.GetAsync(Never));
    }

    [Theory]
    [InlineData(40)]
    [InlineData(59)]
    [InlineData(600)]
    public async Task Get_AtFortyMinutesOrLater_IsANewOne(int minutes)
    {
        var first = await _source.GetAsync(Never);
        _time.Advance(TimeSpan.FromMinutes(minutes));
        var second = await _source.GetAsync(Never);

        Assert.NotSame(first, second);
        Assert.Equal(_time.GetUtcNow(), second.IssuedAt);
    }

    [Fact]
    public async Task Get_OverADay_NeverBreaksApplesRules()
    {
        var issued = new List<DateTimeOffset>();
        for (var minute = 0; minute < 24 * 60; minute++)
        {
            var token = await _source.GetAsync(Never);
            if (minute % 7 == 0) token = await _source.RenewAsync(token, Never);
            Assert.True(_time.GetUtcNow() - token.IssuedAt < ProviderTokenRules.Lifetime);
            if (issued is [] || issued[^1] != token.IssuedAt) issued.Add(token.IssuedAt);
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.All(issued.Zip(issued.Skip(1)), pair =>
            Assert.True(pair.Second - pair.First >= ProviderTokenRules.LeastAge));
    }

    [Fact]
    public async Task Get_ManyAtOnce_GetOneToken()
    {
        using var start = new ManualResetEventSlim();
        var calls = Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            start.Wait(TestContext.Current.CancellationToken);
            return await _source.GetAsync(Never);
        })).ToArray();
        start.Set();

        Assert.Single((await Task.WhenAll(calls)).Distinct());
    }

    [Fact]
    public async Task Renew_TooEarly_IsTheSameToken()
    {
        var first = await _source.GetAsync(Never);
        _time.Advance(TimeSpan.FromMinutes(20) - TimeSpan.FromSeconds(1));

        Assert.Same(first, await _source.RenewAsync(first, Never));
    }

    [Fact]
    public async Task Renew_AfterTwentyMinutes_IsANewOne()
    {
        var first = await _source.GetAsync(Never);
        _time.Advance(TimeSpan.FromMinutes(20));
        var second = await _source.RenewAsync(first, Never);

        Assert.NotSame(first, second);
        Assert.Same(second, await _source.GetAsync(Never));
    }

    [Fact]
    public async Task Renew_OneThatWasReplaced_IsTheCurrentOne()
    {
        var first = await _source.GetAsync(Never);
        _time.Advance(TimeSpan.FromMinutes(40));
        var second = await _source.GetAsync(Never);
        _time.Advance(TimeSpan.FromMinutes(30));

        Assert.Same(second, await _source.RenewAsync(first, Never));
    }

    [Fact]
    public void IsDue_ClockWasSetBackFar_IsTrue()
    {
        var issuedAt = _time.GetUtcNow();

        Assert.True(ProviderTokenRules.IsDue(issuedAt, issuedAt.AddHours(-2)));
        Assert.False(ProviderTokenRules.IsDue(issuedAt, issuedAt.AddSeconds(-30)));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(40, true)]
    [InlineData(59, true)]
    [InlineData(60, false)]
    [InlineData(-19, true)]
    [InlineData(-20, false)]
    public void IsUsable_ByAge_IsAsAppleTakesIt(int minutes, bool usable)
    {
        var issuedAt = _time.GetUtcNow();

        Assert.Equal(usable, ProviderTokenRules.IsUsable(issuedAt, issuedAt.AddMinutes(minutes)));
    }

    [Fact]
    public async Task Get_Warm_AllocatesNothing()
    {
        await _source.GetAsync(Never);

        Assert.Equal(0, Allocations.Of(() => MustBeReady(_source.GetAsync(Never))));

        static void MustBeReady(ValueTask<ProviderToken> token) => Assert.True(token.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Get_Cancelled_Throws() => await Assert.ThrowsAsync<OperationCanceledException>(
        async () => await _source.GetAsync(new CancellationToken(canceled: true)));

    public void Dispose() => _signer.Dispose();
}
