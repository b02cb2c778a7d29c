namespace Push.Grains.Campaigns;

/// <summary>Whether the silo that holds a lease lives.</summary>
internal sealed class SiloLife(ISiloStatusOracle silos)
{
    /// <param name="silo">The silo's address with its generation, as leases keep it; empty when it is not known.</param>
    public Vitality Of(string silo)
    {
        if (silo.Length == 0) return Vitality.Alive;
        return silos.GetApproximateSiloStatus(SiloAddress.FromParsableString(silo)) switch
        {
            SiloStatus.Dead => Vitality.Dead,
            SiloStatus.None => Vitality.Absent,
            _ => Vitality.Alive,
        };
    }
}

/// <summary>What the membership table says of a silo.</summary>
internal enum Vitality
{
    /// <summary>It takes part, or is about to leave.</summary>
    Alive,

    /// <summary>It was declared dead.</summary>
    Dead,

    /// <summary>It isn't in the table: it belongs to an earlier life of the cluster, or has only just come.</summary>
    Absent,
}
