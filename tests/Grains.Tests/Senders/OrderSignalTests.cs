namespace Push.Grains.Senders;

public sealed class OrderSignalTests
{
    [Fact]
    public void Set_AnOlderAnswerAfterCancel_StaysCancelled()
    {
        var signal = new OrderSignal();
        signal.Set(SenderOrder.Cancel);
        signal.Set(SenderOrder.Send);
        Assert.Equal(SenderOrder.Cancel, signal.Current);
    }
}
