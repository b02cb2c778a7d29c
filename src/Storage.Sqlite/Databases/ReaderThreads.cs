namespace Push.Storage.Sqlite.Databases;

/// <summary>
/// Reads on connections and threads of their own: a commit doesn't delay them, and a slow disk holds up no thread of the
/// grains. Each read begins after it was asked for, so it sees every write acknowledged before.
/// </summary>
internal sealed class ReaderThreads
{
    private readonly string _path;
    private readonly OperationQueue _queue;
    private readonly Thread[] _threads;

    public ReaderThreads(string path, OperationQueue queue, int count)
    {
        (_path, _queue) = (path, queue);
        _threads = [.. Enumerable.Range(1, count).Select(number =>
            new Thread(Run) { IsBackground = true, Name = $"Push.Storage.Sqlite reader {number}" })];
        foreach (var thread in _threads)
            thread.Start();
    }

    public void Join()
    {
        foreach (var thread in _threads)
            thread.Join();
    }

    private void Run()
    {
        Statements? connection = null;
        var taken = new List<DatabaseOperation>(1);
        for (; _queue.Take(taken, 1, long.MaxValue); taken.Clear())
        {
            var operation = taken[0];
            if (operation.EndIfCancelled())
                continue;
            try
            {
                connection ??= DatabaseConnections.OpenReader(_path);
                operation.Execute(connection);
                operation.Complete(_path);
            }
            catch (Exception error)
            {
                operation.Fail(SqliteStorageException.From(error, _path));
            }
        }
        connection?.Dispose();
    }
}
