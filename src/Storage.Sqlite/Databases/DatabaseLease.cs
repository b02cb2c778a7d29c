using Microsoft.Extensions.Logging;

namespace Push.Storage.Sqlite.Databases;

/// <summary>
/// A share in an open database. Whoever names the same file in this process, grain storage, reminders, or several silos
/// of a test, shares one writer; the last one to leave closes the file.
/// </summary>
internal sealed class DatabaseLease : IDisposable
{
    private static readonly Dictionary<string, Entry> Open = new(StringComparer.Ordinal);

    private readonly string _path;
    private bool _disposed;

    private DatabaseLease(string path, SqliteDatabase database) => (_path, Database) = (path, database);

    public SqliteDatabase Database { get; }

    /// <inheritdoc cref="SqliteDatabase.Open"/>
    public static Task<DatabaseLease> TakeAsync(string path, ILoggerFactory loggers) =>
        Task.Run(() => Take(path, loggers));

    /// <inheritdoc cref="SqliteDatabase.Open"/>
    public static DatabaseLease Take(string path, ILoggerFactory loggers)
    {
        path = Path.GetFullPath(path);
        lock (Open)
        {
            if (!Open.TryGetValue(path, out var entry))
                Open[path] = entry = new Entry(SqliteDatabase.Open(path, loggers));
            entry.Leases++;
            return new DatabaseLease(path, entry.Database);
        }
    }

    public void Dispose()
    {
        lock (Open)
        {
            if (_disposed)
                return;
            _disposed = true;
            var entry = Open[_path];
            if (--entry.Leases > 0)
                return;
            // Under the lock: nobody may open the file before it is closed.
            Open.Remove(_path);
            entry.Database.Dispose();
        }
    }

    private sealed class Entry(SqliteDatabase database)
    {
        public SqliteDatabase Database { get; } = database;

        public int Leases { get; set; }
    }
}
