namespace Push.Grains.Senders;

/// <summary>What the campaign wants of its sender now, and a way to wait for a change of it.</summary>
/// <remarks>Used on one grain's scheduler.</remarks>
/// <param name="revision">The number of the order to send.</param>
internal sealed class OrderSignal(long revision)
{
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _revision = revision;

    public SenderOrder Current { get; private set; } = SenderOrder.Send;

    /// <summary>Completes at the next change.</summary>
    public Task Changed => _changed.Task;

    /// <summary>Takes an order, unless it is older than the last one: an answer may come after what was told later.</summary>
    public void Set(SenderOrder order, long revision)
    {
        if (revision < _revision) return;
        _revision = revision;
        Set(order);
    }

    /// <summary>The sender stops by itself: whatever it is told, it takes no more.</summary>
    public void Stop()
    {
        IsStopped = true;
        Set(Current);
    }

    private bool IsStopped { get; set; }

    private void Set(SenderOrder order)
    {
        if (IsStopped && order == SenderOrder.Send) order = SenderOrder.Finish;
        if (order == Current) return;
        Current = order;
        var changed = _changed;
        _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        changed.SetResult();
    }
}
