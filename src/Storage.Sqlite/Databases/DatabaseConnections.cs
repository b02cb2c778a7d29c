using Microsoft.Data.Sqlite;

namespace Push.Storage.Sqlite.Databases;

/// <summary>Opens the connections of a database, each for its one purpose (https://sqlite.org/pragma.html).</summary>
internal static class DatabaseConnections
{
    // An acknowledged write must survive a power cut: FULL synchronizes the log at every commit, and fullfsync makes
    // macOS flush the drive too. The checkpointer decides when to checkpoint, not the size of a commit.
    private const string WriterPragmas = """
        PRAGMA synchronous = FULL;
        PRAGMA fullfsync = ON;
        PRAGMA checkpoint_fullfsync = ON;
        PRAGMA wal_autocheckpoint = 0;
        PRAGMA journal_size_limit = 67108864;
        PRAGMA cache_size = -16384;
        PRAGMA busy_timeout = 100;
        """;

    public static Statements OpenWriter(string path)
    {
        var connection = Open(path, SqliteOpenMode.ReadWriteCreate);
        try
        {
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA journal_mode = WAL";
            if (command.ExecuteScalar() is not "wal")
                throw new SqliteStorageException(path, SqliteStorageFault.CannotOpen,
                    "this file system can't share memory between connections, which a write-ahead log needs");
            command.CommandText = WriterPragmas;
            command.ExecuteNonQuery();
            return new Statements(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public static Statements OpenReader(string path) => OpenWith(path, SqliteOpenMode.ReadWrite, "PRAGMA query_only = ON");

    public static Statements OpenCheckpointer(string path) =>
        OpenWith(path, SqliteOpenMode.ReadWrite, "PRAGMA synchronous = FULL; PRAGMA checkpoint_fullfsync = ON");

    /// <summary>For a look into a database that another process holds.</summary>
    public static Statements OpenReadOnly(string path) => OpenWith(path, SqliteOpenMode.ReadOnly, "PRAGMA query_only = ON");

    private static Statements OpenWith(string path, SqliteOpenMode mode, string pragmas)
    {
        var connection = Open(path, mode);
        try
        {
            using var command = connection.CreateCommand();
            command.CommandText = pragmas;
            command.ExecuteNonQuery();
            return new Statements(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        // A pooled connection would keep the file open after the database was closed.
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = mode,
            Pooling = false,
            DefaultTimeout = 5,
        }.ToString());
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
