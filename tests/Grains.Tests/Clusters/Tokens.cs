using Push.Simulator;

namespace Push.Grains.Clusters;

/// <summary>Device tokens for the simulator.</summary>
internal static class Tokens
{
    private const ulong Seed = 7;

    public static IEnumerable<byte[]> Good(int count, int from = 0) =>
        Enumerable.Range(from, count).Select(i => SimulatedTokens.Good(Seed, i));

    public static IEnumerable<byte[]> Dead(int count) =>
        Enumerable.Range(0, count).Select(i => SimulatedTokens.Dead(Seed, 1_000_000 + i));

    public static IEnumerable<byte[]> Bad(int count) =>
        Enumerable.Range(0, count).Select(i => SimulatedTokens.Bad(Seed, 2_000_000 + i));
}
