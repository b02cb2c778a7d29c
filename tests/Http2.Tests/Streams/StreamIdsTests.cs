using Push.Http2.Streams;

namespace Push.Http2.Tests.Streams;

public sealed class StreamIdsTests
{
    [Fact]
    public void TryOpen_Client_GivesOddIdsInOrder()
    {
        var streams = new StreamIds(Http2Role.Client);
        foreach (var expected in (int[])[1, 3, 5])
        {
            Assert.True(streams.TryOpen(out var id));
            Assert.Equal(expected, id);
        }

        Assert.Equal(5, streams.Highest);
    }

    [Fact]
    public void TryOpen_NearTheEnd_StopsBefore2To31()
    {
        var streams = new StreamIds(Http2Role.Client, int.MaxValue - 4);
        Assert.Equal(2, streams.Remaining);
        Assert.True(streams.TryOpen(out var id));
        Assert.True(streams.TryOpen(out id));
        Assert.Equal(int.MaxValue, id);
        Assert.Equal(0, streams.Remaining);
        Assert.False(streams.TryOpen(out _));
        Assert.False(streams.TryOpen(out _));
    }

    [Fact]
    public void Remaining_NewConnection_IsEveryOddId() =>
        Assert.Equal(1 << 30, new StreamIds(Http2Role.Client).Remaining);

    [Fact]
    public void IsIdle_OpenedOddIds_AreNot()
    {
        var streams = new StreamIds(Http2Role.Client);
        streams.TryOpen(out _);
        streams.TryOpen(out _);
        Assert.Equal(
            [false, true, false, true, true, true],
            ((int[])[1, 2, 3, 4, 5, int.MaxValue]).Select(streams.IsIdle));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    public void StreamIds_ImpossibleStart_IsRefused(int highest) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new StreamIds(Http2Role.Client, highest));
}
