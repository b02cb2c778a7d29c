using Orleans.Placement;

namespace Push.Grains.Senders;

/// <summary>Keeps the notes on one chunk, and is out of memory again after each call.</summary>
[GrainType("push.chunk-notes"), PreferLocalPlacement]
internal sealed class ChunkNotesGrain(
    [PersistentState("chunk-notes", PushStorage.Name)] IPersistentState<ChunkNotesState> state) : Grain, IChunkNotesGrain
{
    public async Task<bool> Write(ChunkNotes notes, long basis)
    {
        DeactivateOnIdle();
        if (!state.State.Write(notes, basis)) return false;
        await state.WriteStateAsync();
        return true;
    }

    public Task<ChunkNotes?> Read(long lease)
    {
        DeactivateOnIdle();
        return Task.FromResult(state.State.Find(lease));
    }

    public Task<ChunkNotes?> ReadNewest()
    {
        DeactivateOnIdle();
        return Task.FromResult(state.State.Versions.MaxBy(version => version.Lease));
    }

    public Task Clear()
    {
        DeactivateOnIdle();
        return state.RecordExists ? state.ClearStateAsync() : Task.CompletedTask;
    }
}
