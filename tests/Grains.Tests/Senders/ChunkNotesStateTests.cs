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
        Assert.NotNull(_state.Find(2));
    }

    [Fact]
    public void Write_OnWhatCounts_DropsWhatThatWasBuiltOn()
    {
        _state.Write(Notes(1), basis: 0);
        _state.Write(Notes(2), basis: 1);
        _state.Write(Notes(3), basis: 2);
        Assert.Equal([2L, 3L], _state.Versions.Select(version => version.Lease));
    }

    private static ChunkNotes Notes(long lease) => new(lease, new byte[] { 1 });
}
