using System.Threading.Tasks.Sources;

namespace Push.Apns.Connections;

/// <summary>One content for many recipients, with results written where the caller wants them.</summary>
internal sealed class BatchSend : Submission, IValueTaskSource
{
    private readonly AttemptLedger _ledger;
    private readonly ReadOnlyMemory<Recipient> _recipients;
    private readonly Memory<AttemptResult> _results;
    private ManualResetValueTaskSourceCore<bool> _source = new() { RunContinuationsAsynchronously = true };
    private CancellationTokenRegistration _cancellation;

    public BatchSend(
        AttemptLedger ledger,
        NotificationContent content,
        ReadOnlyMemory<Recipient> recipients,
        Memory<AttemptResult> results,
        long writeBy)
    {
        _ledger = ledger;
        _recipients = recipients;
        _results = results;
        Content = content;
        WriteBy = writeBy;
        Count = Open = recipients.Length;
    }

    public override bool IsSingle => false;

    public ValueTask Task => new(this, _source.Version);

    public void CancelWith(CancellationToken token)
    {
        if (token.CanBeCanceled)
            _cancellation = token.UnsafeRegister(static batch => ((BatchSend)batch!).Cancel(), this);
    }

    public override Recipient Recipient(int index) => _recipients.Span[index];

    public override void Complete() => _source.SetResult(true);

    public void GetResult(short token)
    {
        _source.GetResult(token);
        _cancellation.Dispose();
    }

    public ValueTaskSourceStatus GetStatus(short token) => _source.GetStatus(token);

    public void OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);

    protected override void Store(int index, in AttemptResult result) => _results.Span[index] = result;

    private void Cancel() => _ledger.Cancel(this);
}
