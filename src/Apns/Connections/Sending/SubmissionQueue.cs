namespace Push.Apns.Connections;

/// <summary>First in, first out; anything can leave from the middle at once (cancelled, timed out) without a search.</summary>
internal sealed class SubmissionQueue
{
    private Submission? _last;

    public Submission? First { get; private set; }

    public int Length { get; private set; }

    public void Add(Submission submission)
    {
        submission.IsQueued = true;
        submission.Ahead = _last;
        submission.Behind = null;
        if (_last is null) First = submission;
        else _last.Behind = submission;
        _last = submission;
        Length++;
    }

    public void Remove(Submission submission)
    {
        if (!submission.IsQueued) return;
        if (submission.Ahead is { } ahead) ahead.Behind = submission.Behind;
        else First = submission.Behind;
        if (submission.Behind is { } behind) behind.Ahead = submission.Ahead;
        else _last = submission.Ahead;
        (submission.Ahead, submission.Behind, submission.IsQueued) = (null, null, false);
        Length--;
    }
}
