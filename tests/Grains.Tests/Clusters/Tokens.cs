using Push.Simulator;

namespace Push.Grains.Clusters;

/// <summary>Device tokens for the simulator.</summary>
internal static class Tokens
{
    private const ulong Seed = 7;

    public static IEnumerable<byte[]> Good(int count, int from = 0) => Make(SimulatedTokens.Good, count, from);

    public static IEnumerable<byte[]> Dead(int count, int from = 0) => Make(SimulatedTokens.Dead, count, 1_000_000 + from);

    public static IEnumerable<byte[]> Bad(int count, int from = 0) => Make(SimulatedTokens.Bad, count, 2_000_000 + from);

    public static IEnumerable<byte[]> TooMany(int count) => Make(SimulatedTokens.TooMany, count, 3_000_000);

    public static IEnumerable<byte[]> Unavailable(int count) => Make(SimulatedTokens.Unavailable, count, 4_000_000);

    private static IEnumerable<byte[]> Make(Func<ulong, long, byte[]> make, int count, int from) =>
        Enumerable.Range(from, count).Select(i => make(Seed, i));
}
