using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Push.Storage.Sqlite;

/// <summary>
/// The database could not carry out an operation. Nothing of that operation was stored; operations of other callers are
/// not affected, and later ones are tried anew.
/// </summary>
public sealed class SqliteStorageException : Exception
{
    internal SqliteStorageException(string path, SqliteStorageFault fault, string reason, Exception? inner = null)
        : base($"The database '{path}' failed: {reason}.", inner)
    {
        Path = path;
        Fault = fault;
    }

    /// <summary>Full path of the database file.</summary>
    public string Path { get; }

    /// <summary>The kind of failure.</summary>
    public SqliteStorageFault Fault { get; }

    /// <summary>Names SQLite's own errors; anything else, an ETag conflict for instance, stays what it is.</summary>
    internal static Exception From(Exception error, string path)
    {
        if (error is not SqliteException sqlite)
            return error;
        var (fault, reason) = sqlite.SqliteErrorCode switch
        {
            raw.SQLITE_FULL => (SqliteStorageFault.DiskFull, "the disk is full"),
            raw.SQLITE_IOERR => (SqliteStorageFault.Io, "input or output error"),
            raw.SQLITE_CANTOPEN => (SqliteStorageFault.CannotOpen, "it can't be opened"),
            raw.SQLITE_READONLY or raw.SQLITE_PERM => (SqliteStorageFault.ReadOnly, "it may not be written"),
            raw.SQLITE_NOTADB => (SqliteStorageFault.Unreadable, "the file is no SQLite database"),
            raw.SQLITE_CORRUPT => (SqliteStorageFault.Unreadable, "the file is damaged"),
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => (SqliteStorageFault.Busy, "another program holds it locked"),
            _ => (SqliteStorageFault.Other, $"SQLite error {sqlite.SqliteExtendedErrorCode}, {sqlite.Message}"),
        };
        return new SqliteStorageException(path, fault, reason, error);
    }
}
