using System.Collections.Concurrent;
using Orleans.Metadata;

namespace Push.Grains.Connections;

/// <summary>Where slots should live now, by the silos that are active and host connections.</summary>
internal sealed class SlotHomes(ILocalSiloDetails local, IClusterMembershipService membership, IClusterManifestProvider manifests)
{
    private static readonly GrainType Connection = GrainType.Create("push.connection");

    // Asked at every exchange of every sender, and changed when silos come or go.
    private View? _view;

    public SiloAddress Local => local.SiloAddress;

    public bool IsHome(ConnectionKey key, int slots)
    {
        var (members, manifest) = (membership.CurrentSnapshot, manifests.Current);
        var view = _view;
        if (view is null || view.Members != members.Version || view.Manifest != manifest.Version)
            _view = view = new View(members.Version, manifest.Version, Hosts(members, manifest));
        return view.IsHome(key, slots, Local);
    }

    private static List<SiloAddress> Hosts(ClusterMembershipSnapshot members, ClusterManifest manifest) =>
    [
        .. manifest.Silos
            .Where(silo => silo.Value.Grains.ContainsKey(Connection) && members.GetSiloStatus(silo.Key) == SiloStatus.Active)
            .Select(silo => silo.Key),
    ];

    private sealed class View(MembershipVersion members, MajorMinorVersion manifest, List<SiloAddress> hosts)
    {
        private readonly ConcurrentDictionary<(ConnectionKey Key, int Slots), bool> _homes = new();

        public MembershipVersion Members => members;

        public MajorMinorVersion Manifest => manifest;

        // Before the manifest has come, or while this silo leaves, nothing moves; nor does a slot that isn't configured here,
        // for which silos that are configured differently would have different homes.
        public bool IsHome(ConnectionKey key, int slots, SiloAddress silo) => _homes.GetOrAdd(
            (key, slots),
            slot => slot.Key.Slot >= slot.Slots || !hosts.Contains(silo)
                || SlotPlacementDirector.SiloOf(slot.Key, slot.Slots, hosts).Equals(silo));
    }
}
