using CsCheck;
using Push.Apns;

namespace Push.Grains.Audiences;

public sealed class LinearHashTests
{
    private static readonly Gen<TokenHash> Hashes = Gen.ULong.Select(low => new TokenHash(low));
    private static readonly Gen<int> Counts = Gen.Int[1, 5000];

    [Fact]
    public void Address_AnyHashAndCount_IsASegment() => Gen.Select(Hashes, Counts)
        .Sample((hash, count) => LinearHash.Address(hash, count) is var address && address >= 0 && address < count);

    [Fact]
    public void Address_OneMoreSegment_MovesOnlyDevicesOfItsSource() => Gen.Select(Hashes, Counts).Sample((hash, count) =>
    {
        var (before, after) = (LinearHash.Address(hash, count), LinearHash.Address(hash, count + 1));
        return before == after || (after == count && before == LinearHash.SourceOf(count));
    });

    [Fact]
    public void Address_ManyHashes_AreSpreadEvenlyOverPowersOfTwo()
    {
        var counts = new int[64];
        for (var i = 0; i < 64_000; i++)
            counts[LinearHash.Address(TokenHash.Of(BitConverter.GetBytes(i)), 64)]++;
        Assert.All(counts, count => Assert.InRange(count, 800, 1200));
    }

    [Fact]
    public void Holders_AnyClassAndCount_AreWhereItsDevicesAre() => Gen.Select(Hashes, Counts, Counts).Sample((hash, classes, segments) =>
    {
        var hashClass = new HashClass(LinearHash.Address(hash, classes), classes);
        return LinearHash.Holders(hashClass, segments).Contains(LinearHash.Address(hash, segments));
    });

    [Fact]
    public void Holders_MoreSegmentsThanClasses_BelongToOneClassEach() => Gen.Select(Counts, Counts).Sample((a, b) =>
    {
        var (classes, segments) = (Math.Min(a, b), Math.Max(a, b));
        var holders = Enumerable.Range(0, classes)
            .SelectMany(index => LinearHash.Holders(new HashClass(index, classes), segments)).ToList();
        return holders.Count == segments && holders.Distinct().Count() == segments;
    }, iter: 100);

    [Fact]
    public void Holders_FewerSegmentsThanClasses_AreOne() => Gen.Select(Counts, Counts).Sample((a, b) =>
        LinearHash.Holders(new HashClass(0, Math.Max(a, b)), Math.Min(a, b)).Count() == 1);

    [Fact]
    public void WasSplit_AnySegment_WhenALaterOneTookFromIt() => Gen.Select(Counts, Counts, Gen.Int[0, 4999]).Sample((a, b, segment) =>
    {
        var (from, to) = (Math.Min(a, b), Math.Max(a, b));
        if (segment >= from) return true;
        var expected = Enumerable.Range(from, to - from).Any(added => LinearHash.SourceOf(added) == segment);
        return LinearHash.WasSplit(segment, from, to) == expected;
    }, iter: 1000);
}
