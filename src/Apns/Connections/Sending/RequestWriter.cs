using System.Runtime.CompilerServices;

namespace Push.Apns.Connections;

/// <summary>
/// Writes what waits: control frames first, then as many notifications as fit into a few TLS records. It runs while there
/// is something that may be written, and is started again by whoever adds or allows something; no thread or timer waits.
/// </summary>
/// <remarks>
/// Gets its bytes from <see cref="RequestFiller"/>. A request is opened in the ledger and encoded under the gate, and the
/// buffer is handed to the TLS stream right after: what has a stream counts as handed over, also if that write fails.
/// </remarks>
internal sealed class RequestWriter(
    Lock gate, Stream stream, ConnectionClock clock, ControlOutbox outbox, RequestFiller filler) : IThreadPoolWorkItem
{
    private readonly byte[] _buffer = new byte[RequestFiller.BufferSize];
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ConfiguredValueTaskAwaitable.ConfiguredValueTaskAwaiter _write;
    private Action? _resume;
    private Action? _wake;
    private bool _running;
    private bool _closing;

    /// <summary>Called once, outside of the gate, when a write failed.</summary>
    public required Action<Exception> Failed { private get; init; }

    /// <summary>When the write that is under way began; 0 while there is none. Under the gate.</summary>
    public long WriteBegan { get; private set; }

    /// <summary>Completes after <see cref="Close"/>, when the last frames were written or could not be.</summary>
    public Task Finished => _finished.Task;

    private bool HasWork => !outbox.IsEmpty || (!_closing && filler.HasWork);

    /// <summary>Has the writer look for work, on another thread. Outside of the gate.</summary>
    public void Wake()
    {
        lock (gate)
        {
            if (_running || !HasWork) return;
            _running = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <summary>
    /// Has the writer look for work, on the caller's thread if the connection has little to do: a single send is on its way
    /// to the network without a change of threads. Among many, it is better taken along with others by the writer's next
    /// turn. Never blocks; what can't be written at once is continued elsewhere.
    /// </summary>
    public void WakeInline()
    {
        bool busy;
        lock (gate)
        {
            if (_running || !HasWork) return;
            _running = true;
            busy = filler.IsBusy;
        }

        if (busy)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            return;
        }

        Run(once: true);
    }

    /// <summary>Nothing but the frames in the outbox is written any more. Under the gate.</summary>
    public void Close()
    {
        _closing = true;
        if (!_running && outbox.IsEmpty) _finished.TrySetResult();
    }

    void IThreadPoolWorkItem.Execute() => Run(once: false);

    /// <summary>
    /// Writes until nothing is left or a write has to be waited for. Not an async method: it would allocate each time the
    /// peer is slower than we are, and that is most of the time.
    /// </summary>
    /// <param name="once">After one write that was done at once, leave the rest to another thread.</param>
    private void Run(bool once)
    {
        try
        {
            while (Fill(out var length))
            {
#pragma warning disable CA2012 // Consumed once: here or in Resume.
                var write = stream.WriteAsync(_buffer.AsMemory(0, length)).ConfigureAwait(false).GetAwaiter();
#pragma warning restore CA2012
                if (!write.IsCompleted)
                {
                    _write = write;
                    write.UnsafeOnCompleted(_resume ??= Resume);
                    return;
                }

                write.GetResult();
                if (!once) continue;
                if (!Written()) ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
                return;
            }
        }
        catch (Exception e)
        {
            Break(e);
        }
    }

    private void Resume()
    {
        try
        {
            _write.GetResult();
        }
        catch (Exception e)
        {
            Break(e);
            return;
        }

        Run(once: false);
    }

    /// <summary>A write failed: the writer never runs again.</summary>
    private void Break(Exception e)
    {
        lock (gate) WriteBegan = 0;
        _finished.TrySetResult();
        Failed(e);
    }

    /// <summary>After a write that was done at once: stops, unless there is more.</summary>
    /// <returns>Whether the writer stopped.</returns>
    private bool Written()
    {
        lock (gate)
        {
            WriteBegan = 0;
            if (HasWork) return false;
            Stop();
            return true;
        }
    }

    private void Stop()
    {
        _running = false;
        if (_closing) _finished.TrySetResult();
    }

    /// <summary>Fills the buffer, or stops the writer if there is nothing to write.</summary>
    private bool Fill(out int length)
    {
        filler.Authorize(_wake ??= Wake);
        lock (gate)
        {
            var now = clock.Now;
            WriteBegan = 0;
            length = outbox.Drain(_buffer);
            if (!_closing) length = filler.Fill(_buffer, length, now);
            if (length == 0) Stop();
            else WriteBegan = now;
            return length > 0;
        }
    }
}
