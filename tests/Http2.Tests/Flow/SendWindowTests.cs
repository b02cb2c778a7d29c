using Push.Http2.Flow;

namespace Push.Http2.Tests.Flow;

public sealed class SendWindowTests
{
    [Fact]
    public void TryTake_WhatFits_IsTakenWholeOrNotAtAll()
    {
        var window = new SendWindow(100);
        Assert.True(window.TryTake(60));
        Assert.False(window.TryTake(41));
        Assert.Equal(40, window.Available);
        Assert.True(window.TryTake(40));
        Assert.False(window.TryTake(1));
    }

    [Fact]
    public void TryTake_NoContent_FitsAnyWindow()
    {
        var window = new SendWindow(0);
        Assert.True(window.TryTake(0));
        Assert.True(window.TryAdjust(-10));
        Assert.True(window.TryTake(0));
        Assert.Equal(-10, window.Available);
    }

    [Fact]
    public void TryAdjust_BelowWhatIsInFlight_GoesNegativeAndComesBack()
    {
        var window = new SendWindow(65_535);
        Assert.True(window.TryTake(60_000));
        Assert.True(window.TryAdjust(16_384 - 65_535));
        Assert.Equal(-43_616, window.Available);
        Assert.False(window.TryTake(1));
        Assert.True(window.TryAdd(43_616));
        Assert.False(window.TryTake(1));
        Assert.True(window.TryAdjust(65_535 - 16_384));
        Assert.True(window.TryTake(49_151));
    }

    [Fact]
    public void TryAdd_Beyond2To31Minus1_IsRefused()
    {
        var window = new SendWindow(65_535);
        Assert.True(window.TryAdd(int.MaxValue - 65_535));
        Assert.Equal(int.MaxValue, window.Available);
        Assert.False(window.TryAdd(1));
        Assert.False(window.TryAdd(int.MaxValue));
        Assert.False(window.TryAdjust(1));
        Assert.Equal(int.MaxValue, window.Available);
    }
}
