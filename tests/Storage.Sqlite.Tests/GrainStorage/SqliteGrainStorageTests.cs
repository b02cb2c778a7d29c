using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Serialization;
using Orleans.Serialization.Serializers;
using Orleans.Storage;

namespace Push.Storage.Sqlite.GrainStorage;

public sealed class SqliteGrainStorageTests : IAsyncLifetime
{
    private static readonly GrainId Grain = GrainId.Create("push.test", "one");

    private readonly DatabaseFolder _folder = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddSerializer().BuildServiceProvider();
    private SqliteGrainStorage _storage = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _storage = await OpenAsync("service");

    public async ValueTask DisposeAsync()
    {
        _storage.Dispose();
        _folder.Dispose();
        await _services.DisposeAsync();
    }

    [Fact]
    public async Task Write_ThenReopen_ReadsTheSame()
    {
        var written = State("first");
        await WriteAsync(written);
        written.State!.Text = "second";
        await WriteAsync(written);
        _storage.Dispose();
        _storage = await OpenAsync("service");
        var read = await ReadAsync();
        Assert.True(read.RecordExists);
        Assert.Equal("second", read.State!.Text);
        Assert.Equal(written.ETag, read.ETag);
    }

    [Fact]
    public async Task Write_LargeState_ReadsTheSame()
    {
        var text = new string('x', 3 << 20);
        await WriteAsync(State(text));
        Assert.Equal(text, (await ReadAsync()).State!.Text);
    }

    [Fact]
    public async Task Read_NothingStored_GivesANewStateWithoutETag()
    {
        var read = await ReadAsync();
        Assert.False(read.RecordExists);
        Assert.Null(read.ETag);
        Assert.Equal("new", read.State!.Text);
    }

    [Fact]
    public async Task Write_WithAnOldETag_ConflictsAndChangesNothing()
    {
        await WriteAsync(State("first"));
        var (mine, theirs) = (await ReadAsync(), await ReadAsync());
        theirs.State!.Text = "theirs";
        await WriteAsync(theirs);
        var error = await Assert.ThrowsAsync<InconsistentStateException>(() => WriteAsync(mine));
        Assert.Equal((theirs.ETag, mine.ETag), (error.StoredEtag, error.CurrentEtag));
        Assert.Equal("theirs", (await ReadAsync()).State!.Text);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("7")]
    [InlineData("1.x")]
    [InlineData("-1.1")]
    [InlineData("99.1")]
    public async Task Write_WithAnETagNeverGiven_Conflicts(string? etag)
    {
        await WriteAsync(State("first"));
        var state = State("second");
        state.ETag = etag;
        await Assert.ThrowsAsync<InconsistentStateException>(() => WriteAsync(state));
    }

    [Fact]
    public async Task Write_WithTheETagOfAnotherGrain_Conflicts()
    {
        var theirs = State("theirs");
        await _storage.WriteStateAsync("state", GrainId.Create("push.test", "two"), theirs, Cancellation);
        await WriteAsync(State("mine"));
        var mixedUp = State("mixed up");
        mixedUp.ETag = theirs.ETag;
        await Assert.ThrowsAsync<InconsistentStateException>(() => WriteAsync(mixedUp));
    }

    [Fact]
    public async Task Clear_ThenWrite_BeginsAnew()
    {
        var state = State("first");
        await WriteAsync(state);
        await ClearAsync(state);
        Assert.Equal((false, null, "new"), (state.RecordExists, state.ETag, state.State!.Text));
        Assert.False((await ReadAsync()).RecordExists);
        state.State!.Text = "second life";
        await WriteAsync(state);
        Assert.Equal("second life", (await ReadAsync()).State!.Text);
    }

    [Fact]
    public async Task Write_WithAnETagOfAnEarlierLife_Conflicts()
    {
        var state = State("first life");
        await WriteAsync(state);
        var stale = await ReadAsync();
        await ClearAsync(state);
        await Assert.ThrowsAsync<InconsistentStateException>(() => WriteAsync(stale));
        await WriteAsync(state);
        await Assert.ThrowsAsync<InconsistentStateException>(() => WriteAsync(stale));
        await Assert.ThrowsAsync<InconsistentStateException>(() => ClearAsync(stale));
    }

    [Fact]
    public async Task Clear_WithAnOldETag_ConflictsAndKeepsTheState()
    {
        var state = State("first");
        await WriteAsync(state);
        var stale = await ReadAsync();
        await WriteAsync(state);
        await Assert.ThrowsAsync<InconsistentStateException>(() => ClearAsync(stale));
        await Assert.ThrowsAsync<InconsistentStateException>(() => ClearAsync(State("never read")));
        Assert.True((await ReadAsync()).RecordExists);
    }

    [Fact]
    public async Task Clear_NothingStored_IsNoConflict()
    {
        await ClearAsync(State("never written"));
        Assert.False((await ReadAsync()).RecordExists);
    }

    [Fact]
    public async Task Keys_ThatLookAlike_HaveStatesOfTheirOwn()
    {
        string[] keys = ["a", "A", "0a", "a ", " a", "a/b", "a\\b", "a%2Fb", "ä", "a\u0308", "a\0", "1", "01", new string('a', 2000)];
        foreach (var key in keys)
            await _storage.WriteStateAsync("state", GrainId.Create("push.test", key), State(key), Cancellation);
        foreach (var key in keys)
            Assert.Equal(key, (await ReadAsync(GrainId.Create("push.test", key))).State!.Text);
    }

    [Fact]
    public async Task Keys_OfOtherStatesTypesAndServices_AreSeparate()
    {
        await WriteAsync(State("mine"));
        using var otherService = await OpenAsync("Service");
        var read = new GrainState<TestState>(new TestState());
        await otherService.ReadStateAsync("state", Grain, read, Cancellation);
        Assert.False(read.RecordExists);
        await _storage.ReadStateAsync("State", Grain, read, Cancellation);
        Assert.False(read.RecordExists);
        Assert.False((await ReadAsync(GrainId.Create("push.Test", "one"))).RecordExists);
    }

    private static GrainState<TestState> State(string text) => new(new TestState { Text = text });

    private Task WriteAsync(GrainState<TestState> state) => _storage.WriteStateAsync("state", Grain, state, Cancellation);

    private Task ClearAsync(GrainState<TestState> state) => _storage.ClearStateAsync("state", Grain, state, Cancellation);

    private async Task<GrainState<TestState>> ReadAsync(GrainId? grain = null)
    {
        var state = new GrainState<TestState>(new TestState());
        await _storage.ReadStateAsync("state", grain ?? Grain, state, Cancellation);
        return state;
    }

    private async Task<SqliteGrainStorage> OpenAsync(string service)
    {
        var options = new SqliteGrainStorageOptions
        {
            Path = _folder.Path,
            GrainStorageSerializer = ActivatorUtilities.CreateInstance<OrleansGrainStorageSerializer>(_services),
        };
        var storage = new SqliteGrainStorage("test", options, service, _services.GetRequiredService<IActivatorProvider>(),
            NullLoggerFactory.Instance);
        await storage.OpenAsync(Cancellation);
        return storage;
    }

    [GenerateSerializer]
    internal sealed class TestState
    {
        [Id(0)]
        public string Text { get; set; } = "new";
    }
}
