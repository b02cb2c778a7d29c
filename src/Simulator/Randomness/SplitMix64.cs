using System.Buffers.Binary;

namespace Push.Simulator.Randomness;

/// <summary>SplitMix64 by Steele, Lea and Flood ("Fast Splittable Pseudorandom Number Generators", 2014).</summary>
internal static class SplitMix64
{
    private const ulong Step = 0x9e3779b97f4a7c15;

    /// <summary>The next number of the sequence that <paramref name="state"/> stands in.</summary>
    public static ulong Next(ref ulong state) => Mix(state += Step);

    /// <summary>The number at a place of the sequence of a seed.</summary>
    public static ulong At(ulong seed, long place) => Mix(seed + ((ulong)place * Step));

    /// <summary>The same at 0 or more and below 1.</summary>
    public static double FractionAt(ulong seed, long place) => Fraction(At(seed, place));

    /// <summary>The upper 53 bits as a number of 0 or more and below 1.</summary>
    public static double Fraction(ulong value) => (value >> 11) * (1.0 / (1UL << 53));

    /// <summary>A hash of bytes; the seed makes it one of many.</summary>
    public static ulong Hash(ulong seed, ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
            seed = Mix(seed ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (byte rest in bytes)
            seed = Mix(seed ^ rest);
        return seed;
    }

    /// <summary>One-to-one.</summary>
    public static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
        value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
        return value ^ (value >> 31);
    }
}
