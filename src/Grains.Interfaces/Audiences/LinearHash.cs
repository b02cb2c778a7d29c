using System.Numerics;
using Push.Apns;

namespace Push.Grains.Audiences;

/// <summary>
/// Linear hashing: which of <c>n</c> segments holds a token, for any <c>n</c>, so that one more segment takes half of
/// one other's devices and leaves all the rest where they are.
/// </summary>
/// <remarks>Segments below the split pointer are addressed with one bit of the hash more than the others.</remarks>
public static class LinearHash
{
    /// <summary>The segment that holds a token when there are <paramref name="count"/>.</summary>
    public static int Address(TokenHash hash, int count) => Reduce((ulong)hash.Value, count);

    /// <summary>The segment that gives half of its devices to segment <paramref name="segment"/> when that one is added.</summary>
    public static int SourceOf(int segment) => segment - (int)PowerBelow((uint)segment);

    /// <summary>
    /// The segments, of <paramref name="segments"/>, that may hold devices of a class. One, if there are as many
    /// segments as classes or fewer; else the segment of the same number and all that were split off it since.
    /// </summary>
    public static IEnumerable<int> Holders(HashClass hashClass, int segments)
    {
        if (segments <= hashClass.Count) return [Reduce((ulong)hashClass.Index, segments)];
        return Descendants(hashClass.Index, hashClass.Count, segments);
    }

    /// <summary>Whether segment <paramref name="segment"/> was split while the count grew from one number to another.</summary>
    public static bool WasSplit(int segment, int from, int to)
    {
        for (var step = PowerAbove((uint)segment); step + segment < to; step <<= 1)
            if (step + segment >= from) return true;
        return false;
    }

    private static IEnumerable<int> Descendants(int segment, int from, int to)
    {
        yield return segment;
        for (var step = PowerAbove((uint)segment); segment + step < to; step <<= 1)
        {
            if (segment + step < from) continue;
            foreach (var descendant in Descendants((int)(segment + step), from, to)) yield return descendant;
        }
    }

    private static int Reduce(ulong hash, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        var power = PowerBelow((uint)count);
        var address = hash & (2UL * power - 1);
        return (int)(address < (ulong)count ? address : address & (power - 1));
    }

    // The largest power of two that is not above a number.
    private static uint PowerBelow(uint number) => 1u << BitOperations.Log2(number);

    // The smallest power of two above a number.
    private static long PowerAbove(uint number) => number == 0 ? 1 : 2L << BitOperations.Log2(number);
}

/// <summary>One class of the hash: the devices that segment <paramref name="Index"/> of <paramref name="Count"/> would hold.</summary>
/// <param name="Index">The number of the class, from 0.</param>
/// <param name="Count">How many classes there are.</param>
[GenerateSerializer, Immutable, Alias("push.hash-class")]
public readonly record struct HashClass([property: Id(0)] int Index, [property: Id(1)] int Count)
{
    /// <summary>Whether a token belongs to the class.</summary>
    public bool Contains(TokenHash hash) => LinearHash.Address(hash, Count) == Index;
}
