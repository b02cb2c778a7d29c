using CsCheck;
using Push.Apns;
using Push.Grains.Audiences;

namespace Push.Client.Audiences;

/// <summary>The tokens of an import come out of memory and temporary file as they went in, each segment's together.</summary>
public sealed class TokenStoreTests
{
    private static readonly Gen<byte[]> Token = Gen.Byte.Array[1, DeviceToken.MaxLength];

    [Fact]
    public void TokenStore_AnyTokensAndSegments_GivesEachTokenOnceInItsSegment() =>
        Gen.Select(Token.Array[0, 300], Gen.Int[1, 200], Gen.Bool).Sample((tokens, segments, spill) =>
        {
            using var store = new TokenStore(spill ? 0 : long.MaxValue);
            foreach (var token in tokens) store.Add(token);
            AssertPartitioned(store, tokens, segments);
        }, iter: 100);

    [Theory]
    [InlineData(0)]
    [InlineData(1_000_000)]
    public void TokenStore_MoreThanFitsMemory_GivesEachTokenOnceInItsSegment(long mostInMemory)
    {
        var tokens = Enumerable.Range(0, 200_000).Select(i => TokenOf(i)).ToArray();
        using var store = new TokenStore(mostInMemory);
        foreach (var token in tokens) store.Add(token);
        AssertPartitioned(store, tokens, segments: 200);
    }

    private static void AssertPartitioned(TokenStore store, byte[][] tokens, int segments)
    {
        Assert.Equal(tokens.Length, store.Count);
        var seen = new List<DeviceToken>();
        var written = new HashSet<int>();
        foreach (var (segment, rows) in store.Partition(new ImportPlan(segments, 0)))
        {
            Assert.True(written.Add(segment), $"segment {segment} is written twice");
            foreach (var row in rows)
            {
                Assert.Equal(segment, LinearHash.Address(TokenHash.Of(row.Token), segments));
                seen.Add(row.Token);
            }
        }
        Assert.Equal(tokens.Select(Convert.ToHexString).Order(), seen.Select(token => Convert.ToHexString(token.Bytes.Span)).Order());
    }

    private static byte[] TokenOf(int i)
    {
        var token = new byte[32 + i % 3];
        BitConverter.TryWriteBytes(token, i);
        return token;
    }
}
