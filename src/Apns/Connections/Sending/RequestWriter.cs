using System.Runtime.CompilerServices;
using Push.Http2.Frames;
using Push.Http2.Streams;

namespace Push.Apns.Connections;

/// <summary>
/// Turns what waits into bytes, many notifications per TLS record, and writes them: control frames first, then single
/// sends, then batches, of which at most 16 KB go by before single sends are looked at again. It runs while there is
/// something that may be written, and is started again by whoever adds or allows something; no thread or timer waits.
/// </summary>
/// <remarks>
/// A request is opened in the ledger and encoded under the gate, and the buffer is handed to the TLS stream right after:
/// what has a stream counts as handed over, also if that write fails.
/// </remarks>
internal sealed class RequestWriter(
    Lock gate,
    Stream stream,
    ConnectionClock clock,
    SendQueue queue,
    AttemptLedger ledger,
    StreamBudget budget,
    StreamIds streamIds,
    RequestEncoder encoder,
    Authorization authorization,
    ControlOutbox outbox,
    PingSchedule pings,
    TimeSpan deadline) : IThreadPoolWorkItem
{
    // What is written at once; two full TLS records.
    private const int Target = 32 * 1024;
    private const int BatchTurn = 16 * 1024;
    private const int FewStreams = 8;

    private readonly byte[] _buffer = new byte[Target + RequestEncoder.MaxRequest];
    private readonly long _deadline = clock.Ticks(deadline);
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ConfiguredValueTaskAwaitable.ConfiguredValueTaskAwaiter _write;
    private Action? _resume;
    private Action? _wake;
    private bool _running;
    private bool _closing;

    /// <summary>Called once, outside of the gate, when a write failed.</summary>
    public required Action<Exception> Failed { private get; init; }

    /// <summary>Called under the gate when no stream id is left.</summary>
    public required Action OutOfStreamIds { private get; init; }

    /// <summary>When the write that is under way began; 0 while there is none. Under the gate.</summary>
    public long WriteBegan { get; private set; }

    /// <summary>Completes after <see cref="Close"/>, when the last frames were written or could not be.</summary>
    public Task Finished => _finished.Task;

    private bool HasWork => !outbox.IsEmpty || (!_closing && !queue.IsEmpty);

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
            busy = ledger.Streams.Count > FewStreams;
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
        authorization.Refresh(_wake ??= Wake);
        lock (gate)
        {
            var now = clock.Now;
            WriteBegan = 0;
            length = outbox.Drain(_buffer);
            if (!_closing && !queue.IsEmpty && MayWriteRequests(now, ref length)) length = FillRequests(length, now + _deadline);
            if (length == 0) Stop();
            else WriteBegan = now;
            return length > 0;
        }
    }

    private bool MayWriteRequests(long now, ref int length)
    {
        queue.Expire(now);
        if (authorization.State == AuthorizationState.Failed) queue.EndAll(AttemptCause.NoCredential);
        if (authorization.State != AuthorizationState.Ready) return false;
        if (pings.MustProve(ledger.Streams.Count, now))
        {
            pings.Request(now);
            length += outbox.Drain(_buffer.AsSpan(length));
            return false;
        }

        if (authorization.Token is { } token) encoder.Authorize(token);
        return true;
    }

    private int FillRequests(int length, long streamDeadline)
    {
        var open = ledger.Streams.Count;
        var batches = open == 0 || (queue.Batches.First is { } next && budget.IsWorthABatch(next.Content.Payload.Length, open));
        for (var before = -1; before != length && length < Target;)
        {
            before = length;
            while (length < Target && queue.Singles.First is { } send && Write(send, streamDeadline, ref length)) ;
            // A single send that has to wait for a stream or for window must not be passed by a batch.
            if (queue.Singles.First is not null || !batches) break;
            var turn = Math.Min(Target, length + BatchTurn);
            while (length < turn && queue.Batches.First is { } batch && Write(batch, streamDeadline, ref length)) ;
        }

        return length;
    }

    /// <summary>Writes the next notification of a submission, or ends it if it can't ever be written.</summary>
    /// <returns>False when it has to wait.</returns>
    private bool Write(Submission submission, long streamDeadline, ref int length)
    {
        var content = submission.Content;
        if (content.Payload.Length > RequestEncoder.MaxPayload)
        {
            queue.EndUnwritten(submission, AttemptCause.PayloadTooLarge);
            return true;
        }

        if (!submission.HasFields) (submission.Fields, submission.HasFields) = (encoder.Fields(content), true);
        var recipient = submission.Recipient(submission.Next);
        // The same bound keeps the block within one frame: its encoding is never longer than its list size.
        if (encoder.ListSize(submission.Fields, recipient.Token) > Math.Min(budget.Peer.MaxHeaderListSize, FrameHeader.DefaultMaxLength))
        {
            queue.EndNext(submission, AttemptCause.HeadersTooLarge);
            return true;
        }

        if (!budget.MayOpen(submission.IsSingle, content.Payload.Length, ledger.Streams.Count)) return false;
        if (!streamIds.TryOpen(out var streamId))
        {
            OutOfStreamIds();
            return false;
        }

        length += encoder.Write(_buffer.AsSpan(length), streamId, content, submission.Fields, recipient);
        ledger.Open(submission, streamId, budget.Take(content.Payload.Length), streamDeadline);
        if (submission.Next == submission.Count) queue.Remove(submission);
        return true;
    }
}
