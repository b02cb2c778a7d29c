using System.Threading.Tasks.Sources;

namespace Push.Apns.Connections;

/// <summary>One notification. Pooled: a send allocates neither a task nor this object once the connection is warm.</summary>
internal sealed class SingleSend(AttemptLedger ledger) : Submission, IValueTaskSource<AttemptResult>
{
    // Continuations belong to callers: they must neither run on the reader nor under the gate.
    private ManualResetValueTaskSourceCore<AttemptResult> _source = new() { RunContinuationsAsynchronously = true };
    private CancellationTokenRegistration _cancellation;
    private AttemptResult _result;
    private Recipient _recipient;

    public override bool IsSingle => true;

    public ValueTask<AttemptResult> Task => new(this, _source.Version);

    public void Begin(Notification notification, long writeBy)
    {
        _recipient = new Recipient(notification.Token, notification.Id ?? Guid.NewGuid(), notification.Values);
        Content = notification.Content;
        WriteBy = writeBy;
        Count = Open = 1;
        Next = 0;
    }

    /// <summary>To be called after <see cref="Begin"/> and before the send can end, outside of the gate.</summary>
    public void CancelWith(CancellationToken token)
    {
        if (token.CanBeCanceled)
            _cancellation = token.UnsafeRegister(static send => ((SingleSend)send!).Cancel(), this);
    }

    public override Recipient Recipient(int index) => _recipient;

    public override void Complete() => _source.SetResult(_result);

    public AttemptResult GetResult(short token)
    {
        var result = _source.GetResult(token);
        // Waits for a callback that runs this moment: afterwards nobody else knows this object.
        _cancellation.Dispose();
        _cancellation = default;
        _source.Reset();
        (_recipient, _result, Content, Fields, HasFields) = (default, default, null!, default, false);
        ledger.Return(this);
        return result;
    }

    public ValueTaskSourceStatus GetStatus(short token) => _source.GetStatus(token);

    public void OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);

    protected override void Store(int index, in AttemptResult result) => _result = result;

    private void Cancel() => ledger.Cancel(this);
}
