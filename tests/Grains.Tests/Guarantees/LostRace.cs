namespace Push.Grains.Guarantees;

/// <summary>What an activation of a campaign logs when it finds that another has written the ledger.</summary>
internal static class LostRace
{
    public static bool Is(string line) => line.Contains("Another activation of campaign", StringComparison.Ordinal);
}
