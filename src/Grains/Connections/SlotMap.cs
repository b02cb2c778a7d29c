using System.Text;

namespace Push.Grains.Connections;

/// <summary>
/// Which silo each connection slot of an app lives on: rendezvous hashing, so that a silo that comes or goes moves few
/// slots, with a cap of ⌈slots ÷ silos⌉, so that no silo gets more than its share. Every silo computes the same.
/// </summary>
internal static class SlotMap
{
    /// <returns>For each slot, the index of its silo.</returns>
    public static int[] Assign(string app, int slots, IReadOnlyList<string> silos)
    {
        var cap = (slots + silos.Count - 1) / silos.Count;
        var load = new int[silos.Count];
        var assigned = new int[slots];
        for (var slot = 0; slot < slots; slot++)
        {
            var best = -1;
            ulong bestScore = 0;
            for (var silo = 0; silo < silos.Count; silo++)
            {
                if (load[silo] == cap) continue;
                var score = Score(app, slot, silos[silo]);
                if (best >= 0 && (score, silos[silo]).CompareTo((bestScore, silos[best])) <= 0) continue;
                (best, bestScore) = (silo, score);
            }
            load[best]++;
            assigned[slot] = best;
        }
        return assigned;
    }

    // FNV-1a, with the finalizer of MurmurHash3 so that names that differ in one digit score far apart.
    private static ulong Score(string app, int slot, string silo)
    {
        var hash = 14695981039346656037UL;
        foreach (var part in Encoding.UTF8.GetBytes($"{app}/{slot}@{silo}")) hash = (hash ^ part) * 1099511628211UL;
        hash = (hash ^ (hash >> 33)) * 0xFF51AFD7ED558CCDUL;
        hash = (hash ^ (hash >> 33)) * 0xC4CEB9FE1A85EC53UL;
        return hash ^ (hash >> 33);
    }
}
