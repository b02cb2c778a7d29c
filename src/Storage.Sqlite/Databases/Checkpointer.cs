using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Push.Storage.Sqlite.Databases;

/// <summary>
/// Moves the write-ahead log into the database (https://sqlite.org/wal.html). A thread of its own copies while commits
/// go on, so a commit never waits for that. The log can start over only when all of it was copied, which never happens
/// under steady load: after a pass over a long log the writer copies the little that came meanwhile.
/// </summary>
internal sealed partial class Checkpointer : IDisposable
{
    /// <summary>Bytes committed until the next pass.</summary>
    private const long PassBytes = 16 << 20;

    /// <summary>Length of the log, in pages, from which it is started over.</summary>
    private const long RestartPages = (64 << 20) / 4096;

    private readonly string _path;
    private readonly ILogger _logger;
    private readonly Thread _thread;
    private readonly AutoResetEvent _wake = new(false);
    private long _committed;
    private volatile bool _restartDue;
    private volatile bool _stopping;

    public Checkpointer(string path, ILogger logger)
    {
        (_path, _logger) = (path, logger);
        _thread = new Thread(Run) { IsBackground = true, Name = "Push.Storage.Sqlite checkpointer" };
        _thread.Start();
    }

    /// <summary>Called by the writer between two transactions.</summary>
    public void Committed(Statements writer, long bytes)
    {
        if (_restartDue)
        {
            // Waits at most for the writer's busy time-out, when a long read still needs the log.
            Checkpoint(writer, "RESTART");
            _restartDue = false;
        }
        if (Interlocked.Add(ref _committed, bytes) >= PassBytes)
            _wake.Set();
    }

    public void Dispose()
    {
        _stopping = true;
        _wake.Set();
        _thread.Join();
        _wake.Dispose();
    }

    private void Run()
    {
        Statements? connection = null;
        while (_wake.WaitOne() && !_stopping)
        {
            if (_restartDue)
                continue;
            Interlocked.Exchange(ref _committed, 0);
            try
            {
                connection ??= DatabaseConnections.OpenCheckpointer(_path);
                _restartDue = Checkpoint(connection, "PASSIVE") >= RestartPages;
            }
            catch (SqliteException error)
            {
                LogFailed(_path, error);
                connection?.Dispose();
                connection = null;
            }
        }
        connection?.Dispose();
    }

    // A failure leaves the log longer and everything else as it was.
    private long Checkpoint(Statements connection, string mode)
    {
        var start = Stopwatch.GetTimestamp();
        try
        {
            using var reader = connection.Bind($"PRAGMA wal_checkpoint({mode})").ExecuteReader();
            var pages = reader.Read() ? reader.GetInt64(1) : 0;
            var elapsed = Stopwatch.GetElapsedTime(start);
            LogPass(mode, _path, pages, elapsed);
            return pages;
        }
        catch (SqliteException error)
        {
            LogFailed(_path, error);
            return 0;
        }
    }
}
