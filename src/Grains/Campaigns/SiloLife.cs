using Microsoft.Extensions.Options;
using Push.Grains.Apps;

namespace Push.Grains.Campaigns;

/// <summary>
/// Whether a silo is certainly dead, so that nothing more comes of what it held. Not to be known to the cluster is no proof
/// of it: it may have come a moment ago, or belong to another cluster on the same store.
/// </summary>
internal sealed class SiloLife(ISiloStatusOracle silos, IOptions<PushOptions> options)
{
    /// <param name="silo">The silo's address with its generation, as leases keep it; empty when it is not known.</param>
    public bool IsDead(string silo)
    {
        if (silo.Length == 0) return false;
        var address = SiloAddress.FromParsableString(silo);
        return options.Value.IsOnlySilo ? !address.Equals(silos.SiloAddress) : IsDead(address, silos.GetApproximateSiloStatuses());
    }

    /// <summary>It was declared dead, or another has come in its place: at the same address, with a later generation.</summary>
    internal static bool IsDead(SiloAddress silo, IReadOnlyDictionary<SiloAddress, SiloStatus> members) =>
        members.TryGetValue(silo, out var status)
            ? status == SiloStatus.Dead
            : members.Keys.Any(member => member.IsSuccessorOf(silo));
}
