using Push.Http2.Flow;
using Push.Http2.Streams;

namespace Push.Apns.Connections;

/// <summary>
/// The accounting of a connection: every attempt that got a stream ends here, exactly once, whichever of answer, reset,
/// GOAWAY, deadline, cancellation and loss comes first. An attempt that has a stream was handed to the TLS stream whole,
/// because the writer opens a stream, encodes all of its request and hands it over without letting go of the gate.
/// </summary>
/// <remarks>
/// Called by RequestFiller (opens), ResponseReader (answers, resets, GOAWAY), Heartbeat (deadlines) and ConnectionCloser
/// (loss); under the gate except where a method says otherwise. An attempt may end before its stream does: after a
/// cancellation or an early 200 the stream stays in the table without an owner and counts against the limit.
/// </remarks>
internal sealed class AttemptLedger(Lock gate, SendQueue queue)
{
    private const int MaxPooled = 1024;
    private readonly Stack<SingleSend> _sends = new();
    private readonly Stack<PartialAnswer> _answers = new();
    private volatile int _partialAnswers;

    public StreamTable Streams { get; } = new();

    /// <summary>Streams that were reset by either side, or left out by GOAWAY: late frames on them are ignored.</summary>
    public RecentResets Forgotten { get; } = new(4096);

    /// <summary>The id of the stream opened last; 0 before the first.</summary>
    public int LastOpened { get; private set; }

    /// <summary>Whether any request was answered with 200. May be asked without the gate.</summary>
    public bool HasAccepted { get; private set; }

    /// <summary>Whether any stream has an answer of which more is to come. May be asked without the gate.</summary>
    public bool HasPartialAnswers => _partialAnswers > 0;

    public SingleSend Rent() => _sends.TryPop(out var send) ? send : new SingleSend(this);

    /// <summary>Takes a completed send back. Takes the gate.</summary>
    public void Return(SingleSend send)
    {
        lock (gate)
            if (_sends.Count < MaxPooled) _sends.Push(send);
    }

    /// <summary>The next recipient of a submission gets a stream.</summary>
    public void Open(Submission submission, int streamId, SendWindow window, long deadline)
    {
        LastOpened = streamId;
        ref var stream = ref Streams[Streams.Add(streamId)];
        stream.Owner = submission;
        stream.Index = submission.Next++;
        stream.Window = window;
        stream.Deadline = deadline;
    }

    /// <summary>The status of a stream was read, and perhaps with it the whole answer.</summary>
    public void Answer(int slot, in AnswerHead head, long contentLength, bool endStream)
    {
        ref var stream = ref Streams[slot];
        HasAccepted |= head.Status == 200;
        if (endStream)
        {
            End(ref stream, Decide(ref stream, head, default));
            Release(slot);
            return;
        }

        if (head.Status == 200) End(ref stream, Decide(ref stream, head, default));
        stream.Answer = _answers.TryPop(out var answer) ? answer : new PartialAnswer();
        stream.Answer.Begin(head, contentLength);
        _partialAnswers++;
    }

    /// <summary>The stream ended, in good order or not. A status that was read decides; else the outcome given.</summary>
    public void EndWithout(int slot, AttemptOutcome outcome, AttemptCause cause)
    {
        EndEarly(ref Streams[slot], outcome, cause);
        Release(slot);
    }

    /// <summary>The attempt ends; its stream stays until it is answered or given up.</summary>
    public void EndAttempt(int slot, AttemptCause cause) => EndEarly(ref Streams[slot], AttemptOutcome.Unknown, cause);

    /// <summary>We give the stream up: frames that come for it are ignored.</summary>
    public void Forget(int slot)
    {
        Forgotten.Add(Streams[slot].StreamId);
        Release(slot);
    }

    /// <summary>The peer changed SETTINGS_INITIAL_WINDOW_SIZE (RFC 9113 section 6.9.2).</summary>
    /// <returns>False when a window would pass 2^31-1.</returns>
    public bool TryAdjustWindows(int delta)
    {
        for (var slot = Streams.Oldest; slot != StreamTable.None; slot = Streams[slot].Younger)
            if (!Streams[slot].Window.TryAdjust(delta)) return false;
        return true;
    }

    /// <summary>GOAWAY: the peer did not look at streams above its last one, and says so (RFC 9113 section 6.8).</summary>
    public void EndAbove(int lastStreamId)
    {
        for (var slot = Streams.Oldest; slot != StreamTable.None;)
        {
            var (current, next) = (slot, Streams[slot].Younger);
            if (Streams[current].StreamId > lastStreamId)
            {
                EndEarly(ref Streams[current], AttemptOutcome.NotSent, AttemptCause.ConnectionClosing);
                Forget(current);
            }

            slot = next;
        }
    }

    /// <summary>Nothing that waits to be written would be taken.</summary>
    public void EndWaiting(AttemptCause cause) => queue.EndAll(cause);

    /// <summary>The connection is gone: what was handed to it may have arrived.</summary>
    public void EndAll(AttemptCause cause)
    {
        while (Streams.Oldest != StreamTable.None) EndWithout(Streams.Oldest, AttemptOutcome.Unknown, cause);
    }

    /// <summary>The caller no longer waits. Takes the gate.</summary>
    public void Cancel(Submission submission)
    {
        lock (gate)
        {
            if (submission.Open == 0) return;
            queue.EndUnwritten(submission, AttemptCause.Cancelled);
            for (var slot = Streams.Oldest; slot != StreamTable.None && submission.Open > 0; slot = Streams[slot].Younger)
                if (ReferenceEquals(Streams[slot].Owner, submission)) EndAttempt(slot, AttemptCause.Cancelled);
        }
    }

    private static void End(ref StreamSlot stream, in AttemptResult result)
    {
        if (stream.Owner is not { } owner) return;
        stream.Owner = null;
        if (owner.End(stream.Index, result)) owner.Complete();
    }

    private static void EndEarly(ref StreamSlot stream, AttemptOutcome outcome, AttemptCause cause)
    {
        if (stream.Owner is not { } owner) return;
        if (stream.Answer is { } answer)
        {
            End(ref stream, Decide(ref stream, answer.Head, answer.Body));
            return;
        }

        var id = owner.Recipient(stream.Index).Id;
        End(ref stream, outcome == AttemptOutcome.NotSent ? AttemptResult.NotSent(id, cause) : AttemptResult.Unknown(id, cause));
    }

    private static AttemptResult Decide(ref StreamSlot stream, in AnswerHead head, ReadOnlySpan<byte> body)
    {
        if (stream.Owner is not { } owner) return default;
        var id = head.Id ?? owner.Recipient(stream.Index).Id;
        if (head.Status == 200) return AttemptResult.Accepted(id, head.UniqueId);
        var (reason, timestamp) = ErrorBody.Parse(head.Status, body);
        return AttemptResult.Rejected(id, head.Status, reason,
            new ResponseDetails { UniqueId = head.UniqueId, Timestamp = timestamp, RetryAfter = head.RetryAfter });
    }

    private void Release(int slot)
    {
        if (Streams[slot].Answer is { } answer)
        {
            _partialAnswers--;
            if (_answers.Count < MaxPooled) _answers.Push(answer);
        }

        Streams.Remove(slot);
    }
}
