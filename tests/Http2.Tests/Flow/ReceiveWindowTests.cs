using CsCheck;
using Push.Http2.Flow;

namespace Push.Http2.Tests.Flow;

public sealed class ReceiveWindowTests
{
    [Fact]
    public void TryTake_MoreThanTheWindow_IsRefused()
    {
        var window = new ReceiveWindow(100);
        Assert.True(window.TryTake(100));
        Assert.True(window.TryTake(0));
        Assert.False(window.TryTake(1));
    }

    [Fact]
    public void Return_HalfTheWindow_IsDueInOneUpdate()
    {
        var window = new ReceiveWindow(100);
        Assert.True(window.TryTake(100));
        Assert.Equal(0, window.Return(30));
        Assert.Equal(0, window.Return(19));
        Assert.Equal(50, window.Return(1));
        Assert.Equal(50, window.Available);
        Assert.Equal(50, window.Return(50));
        Assert.Equal(100, window.Available);
    }

    [Fact]
    public void Window_MillionRejectionsWithABody_PassThrough65535Bytes()
    {
        // Bodies with padding, all dropped: whatever comes is given back before the window is used up.
        var window = new ReceiveWindow(65_535);
        for (var i = 0; i < 1_000_000; i++)
        {
            Assert.True(window.TryTake(33 + (i % 300)));
            window.Return(33 + (i % 300));
        }
    }

    [Fact]
    public void Window_AnyTraffic_LosesNoByte() =>
        Gen.Select(Gen.Int[1, 1_000], Gen.Int[0, 200].Array[0, 200]).Sample((size, frames) =>
        {
            // The peer's view of the same window.
            var (window, peer) = (new ReceiveWindow(size), size);
            foreach (var frame in frames)
            {
                Assert.Equal(frame <= peer || frame == 0, window.TryTake(frame));
                if (frame > peer) continue;
                peer = peer - frame + window.Return(frame);
                Assert.Equal(peer, window.Available);
                Assert.True(peer > size / 2 || peer >= size - (size / 2));
            }
        });

    [Fact]
    public void GrowTo_LargerSize_IsOneIncrement()
    {
        var window = new ReceiveWindow(65_535);
        Assert.Equal(1_000_000 - 65_535, window.GrowTo(1_000_000));
        Assert.Equal(1_000_000, window.Available);
        Assert.Equal(0, window.GrowTo(1_000_000));
        Assert.Equal(0, window.GrowTo(10));
    }

    [Fact]
    public void Resize_OurSettingsAcknowledged_MovesTheWindow()
    {
        var window = new ReceiveWindow(65_535);
        Assert.True(window.TryTake(60_000));
        window.Resize(16_384);
        Assert.Equal(16_384 - 60_000, window.Available);
        Assert.False(window.TryTake(1));
        Assert.Equal(60_000, window.Return(60_000));
        Assert.Equal(16_384, window.Available);
    }
}
