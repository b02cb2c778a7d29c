using Push.Apns.Connections;

namespace Push.Apns.Tests.Connections;

public sealed class ConnectBackoffTests
{
    [Fact]
    public void Delay_FirstAttempt_IsNone() => Assert.Equal(TimeSpan.Zero, new ConnectBackoff().Delay);

    [Theory]
    [InlineData(0.0, new[] { 1.0, 2, 4, 8, 16, 30, 30 })]
    [InlineData(1.0, new[] { 2.0, 4, 8, 16, 32, 60, 60 })]
    public void Delay_FailureAfterFailure_DoublesUpToAMinute(double chance, double[] seconds)
    {
        var backoff = new ConnectBackoff();
        foreach (var expected in seconds)
        {
            backoff.Failed(chance);
            Assert.Equal(expected, backoff.Delay.TotalSeconds, 3);
        }
    }

    [Fact]
    public void Delay_AfterSuccess_IsNone()
    {
        var backoff = new ConnectBackoff();
        backoff.Failed(0.5);
        backoff.Succeeded();
        Assert.Equal(TimeSpan.Zero, backoff.Delay);
        backoff.Failed(1);
        Assert.Equal(ConnectBackoff.First, backoff.Delay);
    }

    [Fact]
    public void Delay_AfterUsefulConnections_DoesNotGrow()
    {
        var backoff = new ConnectBackoff();
        for (var i = 0; i < 10; i++) backoff.Interrupted(orderly: true, chance: 1);
        Assert.Equal(ConnectBackoff.Pace, backoff.Delay);
        for (var i = 0; i < 10; i++) backoff.Interrupted(orderly: false, chance: 1);
        Assert.Equal(ConnectBackoff.First, backoff.Delay);
    }
}
