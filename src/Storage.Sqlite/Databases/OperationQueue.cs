using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace Push.Storage.Sqlite.Databases;

/// <summary>
/// Operations waiting for a database thread. Bounded: callers wait, without a thread, until there is room.
/// </summary>
/// <param name="limit">How many may wait.</param>
/// <param name="gathering">When those that wait are to wait for more; null: never.</param>
[SuppressMessage("Reliability", "CA1001", Justification = "Callers may still wait for room when the database closes.")]
internal sealed class OperationQueue(int limit, BulkGathering? gathering = null)
{
    private readonly SemaphoreSlim _room = new(limit);
    private readonly Queue<DatabaseOperation> _waiting = new();
    private long _waitingBytes;
    private int _waitingSmall;
    private bool _closed;

    public async ValueTask EnqueueAsync(DatabaseOperation operation, CancellationToken cancellation)
    {
        await _room.WaitAsync(cancellation);
        lock (_waiting)
        {
            if (!_closed)
            {
                _waiting.Enqueue(operation);
                Count(operation, +1);
                Monitor.Pulse(_waiting);
                return;
            }
        }
        _room.Release();
        throw new ObjectDisposedException(nameof(SqliteDatabase), "The database was closed.");
    }

    /// <summary>
    /// Blocks until there is something to do and moves it into <paramref name="batch"/>: at least one operation, at most
    /// <paramref name="count"/>, and none more once they carry <paramref name="bytes"/>.
    /// </summary>
    /// <returns>False when the queue is closed and empty.</returns>
    public bool Take(List<DatabaseOperation> batch, int count, long bytes)
    {
        lock (_waiting)
        {
            while (_waiting.Count == 0)
            {
                if (_closed)
                    return false;
                Monitor.Wait(_waiting);
            }
            Gather();
            do
            {
                var operation = _waiting.Dequeue();
                Count(operation, -1);
                batch.Add(operation);
                bytes -= operation.Size;
            }
            while (batch.Count < count && bytes > 0 && _waiting.Count > 0);
        }
        _room.Release(batch.Count);
        return true;
    }

    /// <summary>Refuses new operations; what waits is still taken.</summary>
    public void Close()
    {
        lock (_waiting)
        {
            _closed = true;
            Monitor.PulseAll(_waiting);
        }
    }

    private void Gather()
    {
        if (gathering is not { } rule) return;
        var begun = Stopwatch.GetTimestamp();
        while (!_closed && rule.TimeLeft(_waiting.Count, _waitingSmall, _waitingBytes, Stopwatch.GetElapsedTime(begun)) is { } left)
            Monitor.Wait(_waiting, left);
    }

    private void Count(DatabaseOperation operation, int sign)
    {
        _waitingBytes += sign * operation.Size;
        if (gathering?.IsSmall(operation.Size) == true) _waitingSmall += sign;
    }
}
