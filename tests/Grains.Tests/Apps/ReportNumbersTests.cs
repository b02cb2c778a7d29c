namespace Push.Grains.Apps;

public sealed class ReportNumbersTests
{
    private readonly ReportNumbers _numbers = new();

    [Fact]
    public void Take_Repeated_CountsOncePerChannel()
    {
        var (one, other) = (Guid.NewGuid(), Guid.NewGuid());
        Assert.True(_numbers.Take(one, 1));
        Assert.False(_numbers.Take(one, 1));
        Assert.True(_numbers.Take(other, 1));
        Assert.True(_numbers.Take(one, 2));
        Assert.False(_numbers.Take(one, 1));
        Assert.False(_numbers.Take(other, 1));
    }

    [Fact]
    public void Take_ChannelsWithoutEnd_ForgetsTheLongestSilentOnly()
    {
        var (silent, heard) = (Guid.NewGuid(), Guid.NewGuid());
        _numbers.Take(silent, 1);
        for (var i = 1; i <= 10 * ReportNumbers.MaxChannels; i++)
        {
            Assert.True(_numbers.Take(heard, i));
            Assert.True(_numbers.Take(Guid.NewGuid(), 1));
        }
        Assert.Equal(ReportNumbers.MaxChannels, _numbers.Last.Count);
        Assert.False(_numbers.Take(heard, 10 * ReportNumbers.MaxChannels));
        Assert.True(_numbers.Take(silent, 1));
    }
}
