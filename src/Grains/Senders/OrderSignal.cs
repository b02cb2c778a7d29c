namespace Push.Grains.Senders;

/// <summary>What the campaign wants of its sender now, and a way to wait for a change of it.</summary>
/// <remarks>Used on one grain's scheduler.</remarks>
internal sealed class OrderSignal
{
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public SenderOrder Current { get; private set; } = SenderOrder.Send;

    /// <summary>Completes at the next change.</summary>
    public Task Changed => _changed.Task;

    public void Set(SenderOrder order)
    {
        // An answer given before the campaign was cancelled may come after that was told; cancelled is final.
        if (order == Current || Current == SenderOrder.Cancel) return;
        Current = order;
        var changed = _changed;
        _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        changed.SetResult();
    }
}
