using Orleans.Storage;

namespace Push.Grains.Clusters;

/// <summary>Grain storage on which a test can have reads, writes and removals wait or fail.</summary>
internal sealed class WatchedStorage(
    IGrainStorage inner, Func<string, Task> beforeRead, Func<string, Task> beforeWrite, Func<string, Task> afterWrite) : IGrainStorage
{
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await beforeRead(stateName);
        await inner.ReadStateAsync(stateName, grainId, grainState);
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await beforeWrite(stateName);
        await inner.WriteStateAsync(stateName, grainId, grainState);
        await afterWrite(stateName);
    }

    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await beforeWrite(stateName);
        await inner.ClearStateAsync(stateName, grainId, grainState);
    }
}
