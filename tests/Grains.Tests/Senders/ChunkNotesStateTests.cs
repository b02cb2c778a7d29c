namespace Push.Grains.Senders;

public sealed class ChunkNotesStateTests
{
    private readonly ChunkNotesState _state = new();

    [Fact]
    public void Write_AnotherLease_KeepsWhatItBuildsOn()
    {
        Assert.True(_state.Write(Notes(1), basis: 0));
        Assert.True(_state.Write(Notes(2), basis: 1));
        Assert.True(_state.Write(Notes(3), basis: 1));
        Assert.NotNull(_state.Find(1));
        Assert.Null(_state.Find(2));
        Assert.NotNull(_state.Find(3));
    }

    [Fact]
    public void Write_FromALeaseThatWasLost_IsRefused()
    {
        _state.Write(Notes(2), basis: 0);
        Assert.False(_state.Write(Notes(1), basis: 0));
        _state.Settle(2);
        Assert.False(_state.Write(Notes(1), basis: 0));
        Assert.NotNull(_state.Find(2));
    }

    [Fact]
    public void Settle_ACountedReport_DropsWhatItWasBuiltOn()
    {
        _state.Write(Notes(1), basis: 0);
        _state.Write(Notes(2), basis: 1);
        Assert.True(_state.Settle(2));
        Assert.Null(_state.Find(1));
        Assert.False(_state.Settle(2));
    }

    private static ChunkNotes Notes(long lease) => new(lease, new byte[] { 1 });
}
