using Microsoft.Extensions.Time.Testing;

namespace Push.Cli.Output;

public sealed class ProgressRateTests
{
    [Fact]
    public void Of_UnitsCountedAgain_IsNeverNegative()
    {
        var time = new FakeTimeProvider();
        var rate = new ProgressRate(time);
        Assert.Equal(0, rate.Of(1000));
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(500, rate.Of(2000));
        Assert.Equal(0, rate.Of(10));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(90, rate.Of(100));
    }
}
