using System.Buffers.Binary;
using CsCheck;
using Push.Simulator.Scripts;

namespace Push.Simulator.Tests.Scripts;

public sealed class SimulatedTokensTests
{
    [Fact]
    public void Good_OfAnySeedAndIndex_HasNoScriptedPrefix() =>
        Gen.Select(Gen.ULong, Gen.Long).Sample(
            (seed, index) => !ScriptedPrefixes.Contains(BinaryPrimitives.ReadUInt16BigEndian(SimulatedTokens.Good(seed, index))));

    [Fact]
    public void Good_OverAMillionIndexes_NeverRepeatsNorDrawsAScriptedPrefix()
    {
        HashSet<UInt128> seen = [];
        Span<byte> token = stackalloc byte[SimulatedTokens.Length];
        for (long i = 0; i < 1_000_000; i++)
        {
            SimulatedTokens.WriteGood(7, i, token);
            Assert.False(ScriptedPrefixes.Contains(BinaryPrimitives.ReadUInt16BigEndian(token)));
            Assert.True(seen.Add(BinaryPrimitives.ReadUInt128BigEndian(token)));
        }
    }

    [Fact]
    public void Good_OfTheSameSeedAndIndex_IsTheSame() =>
        Gen.Select(Gen.ULong, Gen.Long).Sample(
            (seed, index) => SimulatedTokens.Good(seed, index).AsSpan().SequenceEqual(SimulatedTokens.Good(seed, index)));

    [Fact]
    public void Scripted_BeginsWithItsPrefix()
    {
        Assert.StartsWith("dead", Convert.ToHexStringLower(SimulatedTokens.Dead(1, 2)), StringComparison.Ordinal);
        Assert.StartsWith("badd", Convert.ToHexStringLower(SimulatedTokens.Bad(1, 2)), StringComparison.Ordinal);
        Assert.StartsWith("f00d", Convert.ToHexStringLower(SimulatedTokens.WrongTopic(1, 2)), StringComparison.Ordinal);
        Assert.StartsWith("0429", Convert.ToHexStringLower(SimulatedTokens.TooMany(1, 2)), StringComparison.Ordinal);
        Assert.StartsWith("0503", Convert.ToHexStringLower(SimulatedTokens.Unavailable(1, 2)), StringComparison.Ordinal);
    }
}
