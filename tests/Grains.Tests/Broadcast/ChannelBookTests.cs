using Push.Apns;

namespace Push.Grains.Broadcast;

public sealed class ChannelBookTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly ChannelsState _state = new();

    [Fact]
    public void Reconcile_ApplesList_IsTheTruthButForWhatWasMadeMeanwhile()
    {
        ChannelBook.Put(_state, Made("gone", Noon.AddMinutes(-1)));
        ChannelBook.Put(_state, Made("there", Noon.AddMinutes(-1)));
        ChannelBook.Put(_state, Made("new", Noon.AddSeconds(1)));
        ChannelBook.Reconcile(_state, ["foreign", "there"], Noon);
        Assert.Equal(["there", "new", "foreign"], _state.Channels.Select(channel => channel.Id));
        Assert.Equal((null, null), (_state.Channels[2].Storage, _state.Channels[2].CreatedAt));
        Assert.True(_state.IsComplete);
    }

    [Fact]
    public void HasRoom_CountsWhatIsBeingMade()
    {
        ChannelBook.Reconcile(_state, [.. Enumerable.Range(0, ChannelRules.MaxChannels - 1).Select(i => $"c{i}")], Noon);
        Assert.True(ChannelBook.HasRoom(_state, underWay: 0));
        Assert.False(ChannelBook.HasRoom(_state, underWay: 1));
        ChannelBook.Remove(_state, "c7");
        Assert.True(ChannelBook.HasRoom(_state, underWay: 1));
    }

    [Fact]
    public void Put_KnownChannel_KeepsItsPlaceAndTime()
    {
        ChannelBook.Put(_state, Made("a", Noon));
        ChannelBook.Put(_state, Made("b", Noon));
        ChannelBook.Put(_state, new ChannelRecord("a", ChannelStorage.None, null));
        Assert.Equal([new ChannelRecord("a", ChannelStorage.None, Noon), Made("b", Noon)], _state.Channels);
    }

    private static ChannelRecord Made(string id, DateTimeOffset at) => new(id, ChannelStorage.MostRecent, at);
}
