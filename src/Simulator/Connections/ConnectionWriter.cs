using System.Diagnostics;

namespace Push.Simulator.Connections;

/// <summary>
/// Sends what was written into <see cref="Pending"/>: one write at a time, and all that gathered during it with the next one. The
/// connection's lock guards <see cref="Pending"/>; its owner looks at <see cref="IsBackedUp"/> and stops reading meanwhile, so
/// a peer that doesn't read can't make this grow.
/// </summary>
internal sealed class ConnectionWriter(Stream stream, Lock gate)
{
    private const int MaxPending = 256 * 1024;

    private OutputBuffer _pending = new();
    private OutputBuffer _sending = new();
    private bool _isWriting;
    private long _writingSince;
    private TaskCompletionSource? _idle;

    /// <summary>Where frames are written, under the connection's lock.</summary>
    public OutputBuffer Pending => _pending;

    /// <summary>Grows whenever what was pending begins to be sent.</summary>
    public long Writes { get; private set; }

    /// <summary>True while more waits behind a write than should. Asked under the lock.</summary>
    public bool IsBackedUp => _isWriting && _pending.Length > MaxPending;

    /// <summary>How long the write under way has taken; zero when there is none.</summary>
    public TimeSpan BlockedFor
    {
        get
        {
            lock (gate)
                return _isWriting ? Stopwatch.GetElapsedTime(_writingSince) : TimeSpan.Zero;
        }
    }

    /// <summary>Begins sending what is pending, unless a write under way will take it along. Never waits and never throws.</summary>
    public void Flush()
    {
        lock (gate)
        {
            if (_isWriting || !TryTake())
                return;
            _isWriting = true;
        }

        do
        {
            ValueTask write = WriteAsync();
            if (!write.IsCompleted)
            {
                _ = FinishAsync(write);
                return;
            }
        }
        while (TakeNext());
    }

    /// <summary>Completes when nothing is being written any more.</summary>
    public Task IdleAsync()
    {
        lock (gate)
        {
            if (!_isWriting)
                return Task.CompletedTask;
            _idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _idle.Task;
        }
    }

    private async Task FinishAsync(ValueTask write)
    {
        await write.ConfigureAwait(false);
        while (TakeNext())
            await WriteAsync().ConfigureAwait(false);
    }

    /// <summary>A write that fails needs no handling here: the reader of the same stream learns that the connection is lost.</summary>
    private async ValueTask WriteAsync()
    {
        try
        {
            await stream.WriteAsync(_sending.Written).ConfigureAwait(false);
        }
        catch (Exception lost) when (lost is IOException or ObjectDisposedException or InvalidOperationException)
        {
        }
    }

    private bool TakeNext()
    {
        lock (gate)
        {
            _sending.Clear();
            if (TryTake())
                return true;
            _isWriting = false;
            _idle?.SetResult();
            _idle = null;
            return false;
        }
    }

    private bool TryTake()
    {
        if (_pending.Length == 0)
            return false;
        Writes++;
        _writingSince = Stopwatch.GetTimestamp();
        (_pending, _sending) = (_sending, _pending);
        return true;
    }
}
