using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Push.Storage.Sqlite.Reminders;

public sealed class SqliteReminderTableTests : IAsyncLifetime
{
    private static readonly DateTime Start = new(2026, 3, 1, 12, 30, 15, 250, DateTimeKind.Utc);

    private readonly DatabaseFolder _folder = new();
    private SqliteReminderTable _table = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _table = await OpenAsync("service");

    public ValueTask DisposeAsync()
    {
        _table.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Upsert_NewAndAgain_KeepsTheLatest()
    {
        var grain = Grain("a/b/c");
        var first = await UpsertAsync(grain, "tick");
        var second = await _table.UpsertRow(
            new ReminderEntry { GrainId = grain, ReminderName = "tick", StartAt = Start.AddDays(1), Period = TimeSpan.FromHours(3) },
            Cancellation);
        Assert.NotEqual(first, second);
        _table.Dispose();
        _table = await OpenAsync("service");
        var read = await _table.ReadRow(grain, "tick", Cancellation);
        Assert.NotNull(read);
        Assert.Equal((grain, "tick", Start.AddDays(1), DateTimeKind.Utc, TimeSpan.FromHours(3), second),
            (read.GrainId, read.ReminderName, read.StartAt, read.StartAt.Kind, read.Period, read.ETag));
    }

    [Fact]
    public async Task ReadRows_OfAGrain_AreItsOwn()
    {
        var grain = Grain("a");
        await UpsertAsync(grain, "tick");
        await UpsertAsync(grain, "tock");
        await UpsertAsync(Grain("A"), "tick");
        Assert.Equal(["tick", "tock"],
            (await _table.ReadRows(grain, Cancellation)).Reminders.Select(entry => entry.ReminderName).Order());
        Assert.Null(await _table.ReadRow(grain, "Tick", Cancellation));
    }

    [Fact]
    public async Task ReadRows_OfARange_ExcludeItsBeginningAndIncludeItsEnd()
    {
        var hashes = new List<uint>();
        for (var i = 0; i < 50; i++)
        {
            await UpsertAsync(Grain($"{i}"), "tick");
            hashes.Add(Grain($"{i}").GetUniformHashCode());
        }
        hashes.Sort();
        var (low, high) = (hashes[10], hashes[30]);
        Assert.Equal(hashes[11..31], await ReadRangeAsync(low, high));
        Assert.Equal(hashes[..11].Concat(hashes[31..]), await ReadRangeAsync(high, low));
        Assert.Equal(hashes, await ReadRangeAsync(low, low));
        Assert.Equal(hashes, await ReadRangeAsync(0, 0));
        Assert.Equal(hashes, await ReadRangeAsync(0, uint.MaxValue));
        Assert.Empty(await ReadRangeAsync(low, low + 1));
    }

    [Fact]
    public async Task Remove_WithAnotherETag_KeepsTheReminder()
    {
        var grain = Grain("a");
        var stale = await UpsertAsync(grain, "tick");
        var current = await UpsertAsync(grain, "tick");
        Assert.False(await _table.RemoveRow(grain, "tick", stale, Cancellation));
        Assert.False(await _table.RemoveRow(grain, "tick", "nonsense", Cancellation));
        Assert.False(await _table.RemoveRow(grain, "tock", current, Cancellation));
        Assert.True(await _table.RemoveRow(grain, "tick", current, Cancellation));
        Assert.Null(await _table.ReadRow(grain, "tick", Cancellation));
        await UpsertAsync(grain, "tick");
        Assert.False(await _table.RemoveRow(grain, "tick", stale, Cancellation));
    }

    [Fact]
    public async Task Clear_RemovesTheRemindersOfItsServiceOnly()
    {
        using var other = await OpenAsync("other");
        await UpsertAsync(Grain("a"), "tick");
        await other.UpsertRow(Entry(Grain("a"), "tick"), Cancellation);
        await _table.TestOnlyClearTable(Cancellation);
        Assert.Empty((await _table.ReadRows(Grain("a"), Cancellation)).Reminders);
        Assert.Single((await other.ReadRows(Grain("a"), Cancellation)).Reminders);
    }

    private static GrainId Grain(string key) => GrainId.Create("push.test", key);

    private static ReminderEntry Entry(GrainId grain, string name) =>
        new() { GrainId = grain, ReminderName = name, StartAt = Start, Period = TimeSpan.FromMinutes(1) };

    private async Task<string> UpsertAsync(GrainId grain, string name) =>
        (await _table.UpsertRow(Entry(grain, name), Cancellation))!;

    private async Task<IEnumerable<uint>> ReadRangeAsync(uint begin, uint end) =>
        (await _table.ReadRows(begin, end, Cancellation)).Reminders.Select(entry => entry.GrainId.GetUniformHashCode()).Order();

    private async Task<SqliteReminderTable> OpenAsync(string service)
    {
        var table = new SqliteReminderTable(Options.Create(new SqliteReminderOptions { Path = _folder.Path }),
            Options.Create(new ClusterOptions { ServiceId = service }), NullLoggerFactory.Instance);
        await table.StartAsync(Cancellation);
        return table;
    }
}
