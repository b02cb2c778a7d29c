using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Push.Storage.Sqlite.Databases;

/// <summary>
/// The one writer of a database. Everything that waits, up to <see cref="BatchCount"/> operations, shares a transaction
/// and so one synchronization of the disk; an operation ends for its caller after that.
/// </summary>
internal sealed partial class GroupCommitWriter
{
    private const int BatchCount = 512;

    // Bounds how long one commit takes when operations carry large states.
    private const long BatchBytes = 8 << 20;

    // What a small row costs in the log: its page and the page of the index.
    private const long LogBytesPerOperation = 2 * 4096;

    private readonly string _path;
    private readonly OperationQueue _queue;
    private readonly Checkpointer _checkpointer;
    private readonly ILogger _logger;
    private readonly Thread _thread;
    private Statements? _connection;

    public GroupCommitWriter(string path, Statements connection, OperationQueue queue, Checkpointer checkpointer,
        ILogger logger)
    {
        (_path, _connection, _queue, _checkpointer, _logger) = (path, connection, queue, checkpointer, logger);
        _thread = new Thread(Run) { IsBackground = true, Name = "Push.Storage.Sqlite writer" };
        _thread.Start();
    }

    /// <summary>Waits until the closed queue is drained and the connection closed.</summary>
    public void Join() => _thread.Join();

    private void Run()
    {
        var batch = new List<DatabaseOperation>(BatchCount);
        while (_queue.Take(batch, BatchCount, BatchBytes))
        {
            batch.RemoveAll(operation => operation.EndIfCancelled());
            if (batch.Count > 0)
                Commit(batch);
            batch.Clear();
        }
        _connection?.Dispose();
    }

    private void Commit(List<DatabaseOperation> batch)
    {
        Statements connection;
        try
        {
            connection = CommitTogether(batch);
        }
        catch (Exception error)
        {
            LogBatchLost(_path, batch.Count, error);
            Abandon();
            if (batch.Count == 1 || error is SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_BUSY })
                batch.ForEach(operation => operation.Fail(SqliteStorageException.From(error, _path)));
            else
                // One of them may be the reason, by its size on a full disk for instance. Alone, it fails alone.
                batch.ForEach(operation => Commit([operation]));
            return;
        }
        batch.ForEach(operation => operation.Complete(_path));
        StorageMetrics.Committed(batch.Count);
        _checkpointer.Committed(connection, batch.Sum(operation => operation.Size + LogBytesPerOperation));
    }

    private Statements CommitTogether(List<DatabaseOperation> batch)
    {
        var connection = _connection ??= DatabaseConnections.OpenWriter(_path);
        connection.Execute("BEGIN IMMEDIATE");
        foreach (var operation in batch)
        {
            // The statement was undone; the transaction goes on unless it was lost with it.
            if (operation.Execute(connection) is { } failure && !connection.InTransaction)
                throw failure;
        }
        connection.Execute("COMMIT");
        return connection;
    }

    private void Abandon()
    {
        try
        {
            if (_connection is { InTransaction: true } connection)
                connection.Execute("ROLLBACK");
        }
        catch (SqliteException error)
        {
            LogReopening(_path, error);
            _connection?.Dispose();
            _connection = null;
        }
    }
}
