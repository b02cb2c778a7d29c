using Microsoft.Extensions.Time.Testing;
using Orleans.Storage;

namespace Push.Grains.Credentials;

public sealed class ProviderTokenKeeperTests
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddYears(55));
    private readonly Stored _stored = new();
    private int _signed;
    private long _key = 1;

    [Fact]
    public async Task Get_FreshToken_IsNotReplaced()
    {
        var keeper = New(out _);
        var first = await keeper.GetAsync();
        _time.Advance(TimeSpan.FromMinutes(39));
        Assert.Same(first, await keeper.GetAsync());
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.NotSame(first, await keeper.GetAsync());
        Assert.Equal(2, _signed);
    }

    [Fact]
    public async Task Renew_Refused_NeverWithinTwentyMinutes()
    {
        var keeper = New(out _);
        var first = await keeper.GetAsync();
        _time.Advance(TimeSpan.FromMinutes(19));
        Assert.Same(first, await keeper.RenewAsync(first.IssuedAt));
        _time.Advance(TimeSpan.FromMinutes(1));
        var second = await keeper.RenewAsync(first.IssuedAt);
        Assert.NotSame(first, second);
        Assert.Same(second, await keeper.RenewAsync(first.IssuedAt));
    }

    [Fact]
    public async Task Get_LostRace_TakesTheWinnersToken()
    {
        var (winner, loser) = (New(out _), New(out _));
        var token = await winner.GetAsync();
        Assert.Same(token, await loser.GetAsync());
        Assert.Same(token, _stored.Token);
    }

    [Fact]
    public async Task Get_KeyFileWasReplaced_SignsWithTheNewKeyAtOnce()
    {
        var keeper = New(out _);
        var first = await keeper.GetAsync();
        _key = 2;
        var second = await keeper.GetAsync();
        Assert.Equal(2, second.Fingerprint);
        Assert.Same(second, await keeper.RenewAsync(first.IssuedAt));
        Assert.Equal(2, _signed);
    }

    [Fact]
    public async Task Get_StoreFails_HandsOutNothing()
    {
        var keeper = New(out var state);
        state.Failure = new IOException();
        await Assert.ThrowsAsync<IOException>(() => keeper.GetAsync());
        state.Failure = null;
        Assert.Same(await keeper.GetAsync(), _stored.Token);
        Assert.Equal(2, _signed);
    }

    private ProviderTokenKeeper New(out FakeState state) => new(state = new FakeState(_stored), () =>
    {
        _signed++;
        return Task.FromResult(new SealedProviderToken(_time.GetUtcNow(), new byte[] { 1 }, _key));
    }, () => _key, _time);

    private sealed class Stored
    {
        public SealedProviderToken? Token { get; set; }

        public int Version { get; set; }
    }

    /// <summary>What one activation sees of the storage.</summary>
    private sealed class FakeState(Stored stored) : IPersistentState<ProviderTokenState>
    {
        private int _version = stored.Version;

        public Exception? Failure { get; set; }

        public ProviderTokenState State { get; set; } = new() { Token = stored.Token };

        public string Etag => _version.ToString(System.Globalization.CultureInfo.InvariantCulture);

        public bool RecordExists => _version > 0;

        public Task ReadStateAsync()
        {
            State = new ProviderTokenState { Token = stored.Token };
            _version = stored.Version;
            return Task.CompletedTask;
        }

        public Task WriteStateAsync()
        {
            if (Failure is not null) throw Failure;
            if (_version != stored.Version) throw new InconsistentStateException("Written by another.");
            stored.Token = State.Token;
            _version = ++stored.Version;
            return Task.CompletedTask;
        }

        public Task ClearStateAsync() => throw new NotSupportedException();
    }
}
