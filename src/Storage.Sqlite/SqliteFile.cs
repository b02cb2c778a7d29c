using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Push.Storage.Sqlite.Databases;

namespace Push.Storage.Sqlite;

/// <summary>
/// Keeps a database file open beside the storages that use it. So a program knows that it can have the file before it
/// starts a silo, and no other process can take it in between.
/// </summary>
public sealed class SqliteFile : IDisposable
{
    private readonly DatabaseLease _lease;

    private SqliteFile(DatabaseLease lease) => _lease = lease;

    /// <summary>Opens the file; makes it and its folder when missing. Blocks for the time of a few disk accesses.</summary>
    /// <param name="path">The file.</param>
    /// <param name="loggers">Logs of the file's threads; null: nothing is logged.</param>
    /// <exception cref="SqliteFileInUseException">Another process has the file.</exception>
    /// <exception cref="SqliteStorageException">The file can't be opened or prepared.</exception>
    public static SqliteFile Open(string path, ILoggerFactory? loggers = null) =>
        new(DatabaseLease.Take(path, loggers ?? NullLoggerFactory.Instance));

    /// <summary>Gives it up. The file is closed when no storage of this process uses it either.</summary>
    public void Dispose() => _lease.Dispose();
}
