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

    [Fact]
    public void TokenStore_DevicesWithDetails_GivesThemWithTheirTokens() =>
        Gen.Select(Token, Gen.Long[0, long.MaxValue / 4], Gen.Byte.Array[0, AttributeRules.MaxSize]).Array[1, 100].Sample(devices =>
        {
            using var store = new TokenStore(mostInMemory: 0);
            using var reversed = new TokenStore();
            foreach (var (token, registeredAt, attributes) in devices) store.Add(token, registeredAt, attributes);
            foreach (var (token, registeredAt, attributes) in devices.Reverse()) reversed.Add(token, registeredAt, attributes);
            Assert.Equal(store.Digest, reversed.Digest);
            var rows = new List<string>();
            foreach (var (_, block) in store.Partition(new ImportPlan(7, 1000)))
                foreach (var row in block)
                    rows.Add(Describe(row.Token.Bytes.Span, row.RegisteredAt, row.Attributes.Span));
            Assert.Equal(devices.Select(device => Describe(device.Item1, device.Item2, device.Item3)).Order(), rows.Order());
        }, iter: 50);

    // Of a token that stands in a list twice the first counts, also when only one of them has attributes.
    [Theory]
    [InlineData(0)]
    [InlineData(long.MaxValue)]
    public void TokenStore_TokenTwice_GivesTheFirstFirst(long mostInMemory) => Gen.Bool.Array[1, 20].Sample(
        described =>
        {
            using var store = new TokenStore(mostInMemory);
            for (var i = 0; i < described.Length; i++)
                store.Add(new byte[32], registeredAt: described[i] ? i + 1 : 0);
            var rows = store.Partition(new ImportPlan(3, 0)).Single().Rows;
            var seen = new List<long>();
            foreach (var row in rows) seen.Add(row.RegisteredAt);
            Assert.Equal(described.Select((isDescribed, i) => isDescribed ? i + 1L : 0), seen);
        },
        iter: 50);

    private static string Describe(ReadOnlySpan<byte> token, long registeredAt, ReadOnlySpan<byte> attributes) =>
        $"{Convert.ToHexString(token)} {registeredAt} {Convert.ToHexString(attributes)}";

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
