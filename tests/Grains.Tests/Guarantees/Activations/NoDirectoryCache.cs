using Orleans.Runtime.GrainDirectory;

namespace Push.Grains.Guarantees.Activations;

/// <summary>Remembers nothing, so that silos ask their directory at every call.</summary>
internal sealed class NoDirectoryCache : IGrainDirectoryCache
{
    public IEnumerable<(GrainAddress ActivationAddress, int Version)> KeyValues => [];

    public void AddOrUpdate(GrainAddress value, int version)
    {
    }

    public bool Remove(GrainId key) => false;

    public bool Remove(GrainAddress key) => false;

    public void Clear()
    {
    }

    public bool LookUp(GrainId key, out GrainAddress result, out int version)
    {
        (result, version) = (null!, 0);
        return false;
    }
}
