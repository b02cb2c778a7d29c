using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace Push.Storage.Sqlite.Databases;

/// <summary>
/// Keeps other processes out, by an exclusive lock on a file next to the database. The operating system gives it up with
/// the process, however that ends; the file stays, because deleting it could split two holders.
/// </summary>
internal sealed class DatabaseLock : IDisposable
{
    // EAGAIN of Linux and of macOS, ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION.
    private static readonly int[] Violations = [11, 35, 32, 33];

    private readonly FileStream _file;

    private DatabaseLock(FileStream file) => _file = file;

    /// <exception cref="SqliteFileInUseException">Another process holds the lock.</exception>
    /// <exception cref="SqliteStorageException">The folder can't be used.</exception>
    public static DatabaseLock Take(string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            return new DatabaseLock(new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException error) when (Violations.Contains(error.HResult & 0xFFFF))
        {
            throw new SqliteFileInUseException(path, FindHolder(path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            var fault = error is UnauthorizedAccessException ? SqliteStorageFault.ReadOnly : SqliteStorageFault.CannotOpen;
            throw new SqliteStorageException(path, fault, error.Message.TrimEnd('.'), error);
        }
    }

    public void Dispose() => _file.Dispose();

    // The holder may be between taking the lock and writing its id, so an id without a process is not passed on.
    private static int? FindHolder(string path)
    {
        try
        {
            using var database = DatabaseConnections.OpenReadOnly(path);
            if (DatabaseSchema.ReadHolder(database) is not { } pid)
                return null;
            using var process = Process.GetProcessById(pid);
            return pid;
        }
        catch (Exception error) when (error is SqliteException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }
}
