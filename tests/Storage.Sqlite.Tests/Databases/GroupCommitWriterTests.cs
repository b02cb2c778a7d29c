using Microsoft.Data.Sqlite;
using Push.Storage.Sqlite.GrainStorage;

namespace Push.Storage.Sqlite.Databases;

public sealed class GroupCommitWriterTests : IAsyncLifetime
{
    private readonly DatabaseFolder _folder = new();
    private DatabaseLease _lease = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private SqliteDatabase Database => _lease.Database;

    public async ValueTask InitializeAsync() => _lease = await _folder.OpenAsync();

    public ValueTask DisposeAsync()
    {
        _lease.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Write_OneOfABatchFails_FailsAlone()
    {
        var before = Insert("a");
        Task<int> thrower, breaker;
        Task<StateVersion?> after;
        using (Hold())
        {
            before = Insert("b");
            thrower = Database.WriteAsync<int>(_ => throw new InvalidOperationException("mine"), 0, Cancellation);
            breaker = Database.WriteAsync(statements => statements.Bind(
                "INSERT INTO grain_state (version, service, state, grain, payload) SELECT 1, service, state, grain, payload FROM grain_state")
                .ExecuteNonQuery(), 0, Cancellation);
            after = Insert("c");
        }
        Assert.Equal("mine", (await Assert.ThrowsAsync<InvalidOperationException>(() => thrower)).Message);
        await Assert.ThrowsAsync<SqliteStorageException>(() => breaker);
        Assert.NotNull(await before);
        Assert.NotNull(await after);
        Assert.Equal(["a", "b", "c"], await Stored());
    }

    [Fact]
    public async Task Write_DiskFull_TellsThatCallerAndSparesTheOthers()
    {
        await Database.WriteAsync(statements => statements.Bind("PRAGMA max_page_count = 60").ExecuteScalar(), 0, Cancellation);
        Task<StateVersion?> small, large, other;
        using (Hold())
        {
            small = Insert("small");
            large = Insert("large", 1 << 20);
            other = Insert("other");
        }
        var error = await Assert.ThrowsAsync<SqliteStorageException>(() => large);
        Assert.Equal(SqliteStorageFault.DiskFull, error.Fault);
        Assert.Contains(_folder.Path, error.Message, StringComparison.Ordinal);
        Assert.NotNull(await small);
        Assert.NotNull(await other);
        await Insert("later");
        Assert.Equal(["later", "other", "small"], await Stored());
    }

    [Fact]
    public async Task Write_TransactionIsLostInMidBatch_CommitsTheOthersOneByOne()
    {
        Task<StateVersion?> before, after;
        Task<int> loser;
        using (Hold())
        {
            before = Insert("before");
            loser = Database.WriteAsync<int>(statements =>
            {
                // As SQLite does by itself when a disk fails under it.
                statements.Execute("ROLLBACK");
                throw new SqliteException("lost", SQLitePCL.raw.SQLITE_IOERR);
            }, 0, Cancellation);
            after = Insert("after");
        }
        var error = await Assert.ThrowsAsync<SqliteStorageException>(() => loser);
        Assert.Equal(SqliteStorageFault.Io, error.Fault);
        Assert.NotNull(await before);
        Assert.NotNull(await after);
        Assert.Equal(["after", "before"], await Stored());
    }

    [Fact]
    public async Task Write_AnotherProgramHoldsTheDatabase_EndsBusyAndRecovers()
    {
        using (var foreign = new SqliteConnection($"Data Source={_folder.Path};Pooling=False"))
        {
            foreign.Open();
            using var transaction = foreign.BeginTransaction(deferred: false);
            var error = await Assert.ThrowsAsync<SqliteStorageException>(() => Insert("a"));
            Assert.Equal(SqliteStorageFault.Busy, error.Fault);
        }
        Assert.NotNull(await Insert("a"));
    }

    [Fact]
    public async Task Write_QueueIsFull_WaitsForRoom()
    {
        List<Task<StateVersion?>> queued;
        Task<StateVersion?> waiting;
        using (Hold())
        {
            queued = [.. Enumerable.Range(0, 1024).Select(i => Insert($"{i}"))];
            waiting = Insert("waiting");
            using var cancelled = new CancellationTokenSource();
            var given = Insert("given up", cancellation: cancelled.Token);
            await cancelled.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
            Assert.False(waiting.IsCompleted);
        }
        Assert.All(await Task.WhenAll([.. queued, waiting]), version => Assert.NotNull(version));
        Assert.DoesNotContain("given up", await Stored());
    }

    [Fact]
    public async Task Write_CancelledBeforeItsTurn_IsNotWritten()
    {
        using var cancelled = new CancellationTokenSource();
        Task<StateVersion?> given;
        using (Hold())
        {
            given = Insert("a", cancellation: cancelled.Token);
            await cancelled.CancelAsync();
        }
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        Assert.Empty(await Stored());
    }

    [Fact]
    public async Task Read_DuringACommit_SeesWhatWasAcknowledgedAndNoMore()
    {
        await Insert("acknowledged");
        using (Hold())
        {
            _ = Insert("unacknowledged");
            Assert.Equal(["acknowledged"], await Stored());
        }
    }

    [Fact]
    public async Task Close_WithWorkWaiting_DoesItFirst()
    {
        List<Task<StateVersion?>> waiting;
        Task closing;
        using (Hold())
        {
            waiting = [.. Enumerable.Range(0, 1500).Select(i => Insert($"{i}"))];
            closing = Task.Run(_lease.Dispose, Cancellation);
        }
        await closing;
        // Those in the queue were written; those that waited for room are told.
        await Task.WhenAny(Task.WhenAll(waiting));
        var written = waiting.Count(task => task.IsCompletedSuccessfully);
        Assert.InRange(written, 1024, 1500);
        Assert.All(waiting.Where(task => !task.IsCompletedSuccessfully),
            task => Assert.IsType<ObjectDisposedException>(task.Exception!.InnerException));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => Insert("late"));
        _lease = await _folder.OpenAsync();
        Assert.Equal(written, (await Stored()).Count);
    }

    [Fact]
    public async Task Write_LargeStatesWithoutPause_KeepsTheLogShort()
    {
        for (var round = 0; round < 12; round++)
            await Task.WhenAll(Enumerable.Range(0, 256).Select(i => Insert($"{round}/{i}", 1 << 16)));
        // 192 MB were written; the log is started over at 64 MB, at the end of the pass that is under way then.
        Assert.InRange(new FileInfo(_folder.Path + "-wal").Length, 0, 128 << 20);
        Assert.Equal(12 * 256, (await Stored()).Count);
    }

    private Task<StateVersion?> Insert(string grain, int size = 8, CancellationToken? cancellation = null)
    {
        var row = new GrainStateRow("service", "state", grain);
        var payload = new byte[size];
        return Database.WriteAsync(statements => row.TryInsert(statements, payload), size, cancellation ?? Cancellation);
    }

    private Task<List<string>> Stored() => Database.ReadAsync(statements =>
    {
        using var reader = statements.Bind("SELECT grain FROM grain_state ORDER BY grain").ExecuteReader();
        var grains = new List<string>();
        while (reader.Read())
            grains.Add(reader.GetString(0));
        return grains;
    }, Cancellation);

    /// <summary>Stops the writer inside a transaction, until disposed: what is asked for meanwhile becomes its next batch.</summary>
    private WriterHold Hold()
    {
        var hold = new WriterHold();
        _ = Database.WriteAsync(_ => hold.Wait(), 0, Cancellation);
        hold.Entered.Wait(TimeSpan.FromSeconds(30), Cancellation);
        return hold;
    }

    private sealed class WriterHold : IDisposable
    {
        private readonly SemaphoreSlim _released = new(0);

        public ManualResetEventSlim Entered { get; } = new();

        public bool Wait()
        {
            Entered.Set();
            return _released.Wait(TimeSpan.FromSeconds(30));
        }

        public void Dispose()
        {
            _released.Release();
            Entered.Dispose();
        }
    }
}
