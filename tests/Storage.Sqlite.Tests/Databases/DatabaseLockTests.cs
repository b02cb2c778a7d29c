namespace Push.Storage.Sqlite.Databases;

public sealed class DatabaseLockTests : IDisposable
{
    private readonly DatabaseFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Open_HeldByAnotherProcess_NamesFolderAndProcess()
    {
        using var child = ChildProcess.Start("hold", _folder.Path);
        await child.WaitUntilOpenAsync(Cancellation);
        var error = await Assert.ThrowsAsync<SqliteFileInUseException>(_folder.OpenAsync);
        Assert.Equal(child.Id, error.HolderProcessId);
        Assert.Equal(_folder.Path, error.Path);
        Assert.Contains(_folder.FolderPath, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_HolderWasKilled_Succeeds()
    {
        using (var child = ChildProcess.Start("hold", _folder.Path))
        {
            await child.WaitUntilOpenAsync(Cancellation);
            await child.KillAsync(Cancellation);
        }
        using var lease = await _folder.OpenAsync();
    }

    [Fact]
    public async Task Open_HeldByThisProcess_KeepsAnotherProcessOutUntilTheLastLeaseEnds()
    {
        using (await _folder.OpenAsync())
        {
            using (await _folder.OpenAsync())
            {
            }
            using var refused = ChildProcess.Start("write", _folder.Path, "1", "1");
            Assert.Contains(_folder.FolderPath, await refused.Output.ReadToEndAsync(Cancellation), StringComparison.Ordinal);
            Assert.Equal(2, await refused.WaitAsync(Cancellation));
        }
        using var admitted = ChildProcess.Start("write", _folder.Path, "1", "1");
        Assert.Equal(0, await admitted.WaitAsync(Cancellation));
    }

    [Fact]
    public async Task Open_FileIsNoDatabase_SaysSo()
    {
        await File.WriteAllTextAsync(_folder.Path, new string('x', 5000), Cancellation);
        var error = await Assert.ThrowsAsync<SqliteStorageException>(_folder.OpenAsync);
        Assert.Equal(SqliteStorageFault.Unreadable, error.Fault);
        Assert.Contains(_folder.Path, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_FolderCannotBeMade_SaysSo()
    {
        var file = Path.Combine(_folder.FolderPath, "file");
        await File.WriteAllTextAsync(file, "", Cancellation);
        await Assert.ThrowsAsync<SqliteStorageException>(() => DatabaseLease.TakeAsync(Path.Combine(file, "push.db"),
            Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance));
    }

    [Fact]
    public async Task Open_WrittenByANewerVersion_SaysSo()
    {
        using (var lease = await _folder.OpenAsync())
            await lease.Database.WriteAsync(statements => statements.Bind("PRAGMA user_version = 9").ExecuteNonQuery(), 0,
                Cancellation);
        var error = await Assert.ThrowsAsync<SqliteStorageException>(_folder.OpenAsync);
        Assert.Contains("format 9", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_AheadOfTheStorages_KeepsTheFileFromOthersUntilDisposed()
    {
        using (SqliteFile.Open(_folder.Path))
        {
            using var lease = await _folder.OpenAsync();
            using var refused = ChildProcess.Start("write", _folder.Path, "1", "1");
            Assert.Equal(2, await refused.WaitAsync(Cancellation));
        }
        using var admitted = ChildProcess.Start("write", _folder.Path, "1", "1");
        Assert.Equal(0, await admitted.WaitAsync(Cancellation));
    }
}
