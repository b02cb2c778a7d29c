namespace Push.Apns.Connections;

/// <summary>
/// What waits to be written: single sends, which go first, and batches. Whatever leaves it here ends as NotSent. Guarded
/// by the connection's gate.
/// </summary>
internal sealed class SendQueue(int maxSingles)
{
    private AttemptCause _closed;

    public SubmissionQueue Singles { get; } = new();

    public SubmissionQueue Batches { get; } = new();

    public bool IsEmpty => Singles.First is null && Batches.First is null;

    /// <summary>Queues a submission, or ends it at once if the queue is closed or full.</summary>
    public void Add(Submission submission)
    {
        if (_closed != AttemptCause.None) EndUnwritten(submission, _closed);
        else if (!submission.IsSingle) Batches.Add(submission);
        else if (Singles.Length < maxSingles) Singles.Add(submission);
        else EndUnwritten(submission, AttemptCause.Busy);
    }

    /// <summary>Takes a submission out whose recipients all have a stream.</summary>
    public void Remove(Submission submission) => (submission.IsSingle ? Singles : Batches).Remove(submission);

    /// <summary>Ends the attempt for the next recipient only.</summary>
    public void EndNext(Submission submission, AttemptCause cause)
    {
        var index = submission.Next++;
        if (submission.Next == submission.Count) Remove(submission);
        if (submission.End(index, AttemptResult.NotSent(submission.Recipient(index).Id, cause))) submission.Complete();
    }

    /// <summary>Ends what has no stream yet. What has keeps the submission open.</summary>
    public void EndUnwritten(Submission submission, AttemptCause cause)
    {
        Remove(submission);
        var last = false;
        for (; submission.Next < submission.Count; submission.Next++)
            last = submission.End(submission.Next, AttemptResult.NotSent(submission.Recipient(submission.Next).Id, cause));
        if (last) submission.Complete();
    }

    /// <summary>Ends what may no longer be written at a time.</summary>
    public void Expire(long now)
    {
        // Singles wait equally long, so the first is the first to expire; batches bring their own time.
        while (Singles.First is { } send && now >= send.WriteBy) EndUnwritten(send, AttemptCause.Deadline);
        for (var batch = Batches.First; batch is not null;)
        {
            var behind = batch.Behind;
            if (now >= batch.WriteBy) EndUnwritten(batch, AttemptCause.Deadline);
            batch = behind;
        }
    }

    /// <summary>Ends everything that waits, and from now on everything that comes. The first cause stays.</summary>
    public void Close(AttemptCause cause)
    {
        if (_closed == AttemptCause.None) _closed = cause;
        EndAll(cause);
    }

    /// <summary>Ends everything that waits.</summary>
    public void EndAll(AttemptCause cause)
    {
        while (Singles.First is { } send) EndUnwritten(send, cause);
        while (Batches.First is { } batch) EndUnwritten(batch, cause);
    }
}
