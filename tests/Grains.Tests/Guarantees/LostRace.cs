using Push.Grains.Clusters;

namespace Push.Grains.Guarantees;

/// <summary>What activations of a campaign log when they find that another has written the ledger.</summary>
internal static class LostRace
{
    public static int Count(params PushCluster[] clusters) => clusters.Sum(cluster =>
        cluster.Log.Lines.Count(line => line.Contains("Another activation of campaign", StringComparison.Ordinal)));
}
