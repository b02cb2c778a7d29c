using Push.Http2.Streams;

namespace Push.Http2.Tests.Streams;

public sealed class RecentResetsTests
{
    [Fact]
    public void Contains_LastOnes_RemembersThemAndForgetsTheOldest()
    {
        var resets = new RecentResets(capacity: 2);
        Assert.False(resets.Contains(1));
        resets.Add(1);
        resets.Add(3);
        Assert.True(resets.Contains(1));
        resets.Add(5);
        Assert.False(resets.Contains(1));
        Assert.True(resets.Contains(3));
        Assert.True(resets.Contains(5));
    }
}
