
namespace Push.Grains.Connections;

/// <summary>Where slots should live now, by the silos that are active and host connections.</summary>
internal sealed class SlotHomes(ILocalSiloDetails local, ISiloStatusOracle silos, IClusterManifestProvider manifests)
{
    private static readonly GrainType Connection = GrainType.Create("push.connection");

    public SiloAddress Local => local.SiloAddress;

    public bool IsHome(ConnectionKey key, int slots)
    {
        var hosts = manifests.Current.Silos
            .Where(silo => silo.Value.Grains.ContainsKey(Connection))
            .Select(silo => silo.Key)
            .Where(silo => silos.GetApproximateSiloStatus(silo) == SiloStatus.Active)
            .ToList();
        // Before the manifest has come, or while this silo leaves, nothing moves.
        return !hosts.Contains(Local) || SlotPlacementDirector.SiloOf(key, slots, hosts).Equals(Local);
    }
}
