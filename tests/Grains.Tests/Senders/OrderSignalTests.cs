namespace Push.Grains.Senders;

public sealed class OrderSignalTests
{
    [Fact]
    public void Set_AnOlderAnswerAfterALaterOrder_ChangesNothing()
    {
        var signal = new OrderSignal(1);
        signal.Set(SenderOrder.Finish, 2);
        signal.Set(SenderOrder.Send, 1);
        Assert.Equal(SenderOrder.Finish, signal.Current);
        signal.Set(SenderOrder.Send, 3);
        Assert.Equal(SenderOrder.Send, signal.Current);
    }

    [Fact]
    public void Stop_WhateverIsTold_SendsNoMore()
    {
        var signal = new OrderSignal(1);
        var changed = signal.Changed;
        signal.Stop();
        Assert.True(changed.IsCompleted);
        signal.Set(SenderOrder.Send, 2);
        Assert.Equal(SenderOrder.Finish, signal.Current);
        signal.Set(SenderOrder.Cancel, 3);
        Assert.Equal(SenderOrder.Cancel, signal.Current);
    }
}
