using System.Buffers.Binary;
using Push.Simulator.Randomness;

namespace Push.Simulator;

/// <summary>
/// Makes device tokens of 32 bytes that look random, are the same for the same seed and index, differ for different indexes, and
/// never begin by chance with digits that script an answer.
/// </summary>
public static class SimulatedTokens
{
    /// <summary>Bytes of each token.</summary>
    public const int Length = 32;

    /// <summary>A token that the simulator accepts.</summary>
    /// <param name="seed">Chooses the sequence.</param>
    /// <param name="index">The place in the sequence.</param>
    public static byte[] Good(ulong seed, long index)
    {
        byte[] token = new byte[Length];
        WriteGood(seed, index, token);
        return token;
    }

    /// <summary>Writes the token of <see cref="Good"/> into <paramref name="token"/>, which holds at least 32 bytes.</summary>
    public static void WriteGood(ulong seed, long index, Span<byte> token)
    {
        ulong state = seed;
        Fill(ref state, index, token);
        while (Scripts.ScriptedPrefixes.Contains(BinaryPrimitives.ReadUInt16BigEndian(token)))
            BinaryPrimitives.WriteUInt16BigEndian(token, (ushort)SplitMix64.Next(ref state));
    }

    /// <summary>A token answered 410 Unregistered.</summary>
    public static byte[] Dead(ulong seed, long index) => Scripted(seed, index, Scripts.ScriptedPrefixes.Dead);

    /// <summary>A token answered 400 BadDeviceToken.</summary>
    public static byte[] Bad(ulong seed, long index) => Scripted(seed, index, Scripts.ScriptedPrefixes.Bad);

    /// <summary>A token answered 400 DeviceTokenNotForTopic.</summary>
    public static byte[] WrongTopic(ulong seed, long index) => Scripted(seed, index, Scripts.ScriptedPrefixes.WrongTopic);

    /// <summary>A token answered 429 TooManyRequests the first time.</summary>
    public static byte[] TooMany(ulong seed, long index) => Scripted(seed, index, Scripts.ScriptedPrefixes.TooMany);

    /// <summary>A token answered 503 ServiceUnavailable the first time.</summary>
    public static byte[] Unavailable(ulong seed, long index) => Scripted(seed, index, Scripts.ScriptedPrefixes.Unavailable);

    private static byte[] Scripted(ulong seed, long index, int prefix)
    {
        byte[] token = new byte[Length];
        ulong state = seed;
        Fill(ref state, index, token);
        BinaryPrimitives.WriteUInt16BigEndian(token, (ushort)prefix);
        return token;
    }

    /// <summary>The index stands encrypted in bytes 8 to 15, behind any scripted prefix: no two indexes can meet.</summary>
    private static void Fill(ref ulong state, long index, Span<byte> token)
    {
        ulong place = SplitMix64.Mix((ulong)index ^ SplitMix64.Mix(state));
        BinaryPrimitives.WriteUInt64BigEndian(token[8..], place);
        state = SplitMix64.Mix(state + place);
        BinaryPrimitives.WriteUInt64BigEndian(token, SplitMix64.Next(ref state));
        BinaryPrimitives.WriteUInt64BigEndian(token[16..], SplitMix64.Next(ref state));
        BinaryPrimitives.WriteUInt64BigEndian(token[24..], SplitMix64.Next(ref state));
    }
}
