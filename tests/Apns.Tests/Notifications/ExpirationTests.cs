namespace Push.Apns.Tests.Notifications;

public sealed class ExpirationTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 1, 12, 0, 0, TimeSpan.FromHours(2));

    [Fact]
    public void Default_IsLeftOut()
    {
        Assert.Equal(default, Expiration.Unspecified);
        Assert.Null(Expiration.Unspecified.EpochSeconds);
        Assert.Equal("", Expiration.Unspecified.ToString());
    }

    [Fact]
    public void OneAttempt_IsZeroAndNotLeftOut()
    {
        Assert.Equal("0", Expiration.OneAttempt.ToString());
        Assert.NotEqual(Expiration.Unspecified, Expiration.OneAttempt);
        Assert.Null(Expiration.OneAttempt.Time);
    }

    [Fact]
    public void At_Time_IsItsSeconds()
    {
        var expiration = Expiration.At(Noon.AddMilliseconds(999));

        Assert.Equal(Noon.ToUnixTimeSeconds(), expiration.EpochSeconds);
        Assert.Equal(Noon, expiration.Time);
        Assert.Equal(expiration, Expiration.FromEpochSeconds(Noon.ToUnixTimeSeconds()));
    }

    [Fact]
    public void HasPassed_OnlyForATimeThatCame()
    {
        Assert.True(Expiration.At(Noon).HasPassed(Noon));
        Assert.False(Expiration.At(Noon).HasPassed(Noon.AddSeconds(-1)));
        Assert.False(Expiration.OneAttempt.HasPassed(Noon));
        Assert.False(Expiration.Unspecified.HasPassed(Noon));
    }
}
