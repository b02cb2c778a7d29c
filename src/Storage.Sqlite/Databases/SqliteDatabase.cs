using Microsoft.Extensions.Logging;

namespace Push.Storage.Sqlite.Databases;

/// <summary>One open database file: its lock, its writer, its readers. Shared by all who use the file in this process.</summary>
internal sealed class SqliteDatabase : IDisposable
{
    // Twice a batch: the next one is complete when the writer comes back, and no more memory is spent on waiting.
    private const int WriteLimit = 1024;
    private const int ReadLimit = 4096;

    private readonly DatabaseLock _lock;
    private readonly OperationQueue _writes = new(WriteLimit, new BulkGathering());
    private readonly OperationQueue _reads = new(ReadLimit);
    private readonly Checkpointer _checkpointer;
    private readonly GroupCommitWriter _writer;
    private readonly ReaderThreads _readers;

    private SqliteDatabase(string path, DatabaseLock held, Statements connection, ILoggerFactory loggers)
    {
        _lock = held;
        _checkpointer = new Checkpointer(path, loggers.CreateLogger<Checkpointer>());
        _writer = new GroupCommitWriter(path, connection, _writes, _checkpointer, loggers.CreateLogger<GroupCommitWriter>());
        _readers = new ReaderThreads(path, _reads, Math.Clamp(Environment.ProcessorCount, 2, 4));
    }

    /// <exception cref="SqliteFileInUseException">Another process has the file.</exception>
    /// <exception cref="SqliteStorageException">The file can't be opened or prepared.</exception>
    public static SqliteDatabase Open(string path, ILoggerFactory loggers)
    {
        var held = DatabaseLock.Take(path);
        Statements? connection = null;
        try
        {
            connection = DatabaseConnections.OpenWriter(path);
            DatabaseSchema.Prepare(connection, path);
            return new SqliteDatabase(path, held, connection, loggers);
        }
        catch (Exception error)
        {
            connection?.Dispose();
            held.Dispose();
            if (SqliteStorageException.From(error, path) is var named && !ReferenceEquals(named, error))
                throw named;
            throw;
        }
    }

    /// <summary>Completes after the commit that holds the statement's effect.</summary>
    /// <param name="statement">A single SQL statement; may run again when its transaction was lost.</param>
    /// <param name="size">Bytes of payload it writes.</param>
    /// <param name="cancellation">Cancels it before a transaction takes it up, then never.</param>
    public Task<T> WriteAsync<T>(Func<Statements, T> statement, long size, CancellationToken cancellation) =>
        RunAsync(_writes, new DatabaseOperation<T>(statement, size, cancellation), cancellation);

    /// <summary>Reads, beside the writer, everything acknowledged until now.</summary>
    public Task<T> ReadAsync<T>(Func<Statements, T> statement, CancellationToken cancellation) =>
        RunAsync(_reads, new DatabaseOperation<T>(statement, 0, cancellation), cancellation);

    /// <summary>Ends what was begun and closes the file. Blocks until that is done.</summary>
    public void Dispose()
    {
        _writes.Close();
        _reads.Close();
        _writer.Join();
        _readers.Join();
        _checkpointer.Dispose();
        _lock.Dispose();
    }

    private static async Task<T> RunAsync<T>(OperationQueue queue, DatabaseOperation<T> operation,
        CancellationToken cancellation)
    {
        await queue.EnqueueAsync(operation, cancellation);
        return await operation.Completion;
    }
}
