using System.Globalization;

namespace Push.Storage.Sqlite.Databases;

/// <summary>
/// The tables. Rows are numbered by AUTOINCREMENT, which never hands a number out twice: an ETag made from row and
/// version can't match a row that was deleted and written again.
/// </summary>
internal static class DatabaseSchema
{
    private const long Version = 1;

    private const string Create = """
        BEGIN IMMEDIATE;
        CREATE TABLE IF NOT EXISTS grain_state (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            version INTEGER NOT NULL,
            service TEXT NOT NULL,
            state TEXT NOT NULL,
            grain TEXT NOT NULL,
            payload BLOB NOT NULL,
            UNIQUE (service, state, grain)) STRICT;
        CREATE TABLE IF NOT EXISTS reminder (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            version INTEGER NOT NULL,
            service TEXT NOT NULL,
            grain TEXT NOT NULL,
            name TEXT NOT NULL,
            hash INTEGER NOT NULL,
            start_at INTEGER NOT NULL,
            period INTEGER NOT NULL,
            UNIQUE (service, grain, name)) STRICT;
        CREATE INDEX IF NOT EXISTS reminder_hash ON reminder (service, hash);
        CREATE TABLE IF NOT EXISTS holder (one INTEGER PRIMARY KEY CHECK (one = 1), pid INTEGER NOT NULL) STRICT;
        PRAGMA user_version = 1;
        COMMIT;
        """;

    private const string SetHolder = """
        INSERT INTO holder (one, pid) VALUES (1, $pid) ON CONFLICT (one) DO UPDATE SET pid = excluded.pid
        """;

    /// <summary>Brings the database to this version and notes this process as its holder.</summary>
    public static void Prepare(Statements writer, string path)
    {
        var found = Convert.ToInt64(writer.Bind("PRAGMA user_version").ExecuteScalar(), CultureInfo.InvariantCulture);
        if (found > Version)
            throw new SqliteStorageException(path, SqliteStorageFault.Unreadable,
                $"it has format {found} and this version knows formats up to {Version}");
        if (found < Version)
            writer.Execute(Create);
        writer.Bind(SetHolder, ("$pid", (long)Environment.ProcessId)).ExecuteNonQuery();
    }

    /// <summary>The process that opened the database last.</summary>
    public static int? ReadHolder(Statements reader) =>
        reader.Bind("SELECT pid FROM holder").ExecuteScalar() is long pid ? (int)pid : null;
}
