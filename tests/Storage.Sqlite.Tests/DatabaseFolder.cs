using Microsoft.Extensions.Logging.Abstractions;
using Push.Storage.Sqlite.Databases;

namespace Push.Storage.Sqlite;

/// <summary>A folder for one test, gone after it.</summary>
public sealed class DatabaseFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("push-sqlite-");

    public string Path => System.IO.Path.Combine(_folder.FullName, "push.db");

    public string FolderPath => _folder.FullName;

    internal Task<DatabaseLease> OpenAsync() => DatabaseLease.TakeAsync(Path, NullLoggerFactory.Instance);

    public void Dispose() => _folder.Delete(recursive: true);
}
