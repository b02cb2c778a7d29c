using CsCheck;
using Push.Simulator.Ledgers;

namespace Push.Simulator.Tests.Ledgers;

public sealed class FingerprintTableTests
{
    /// <summary>Keys of which many are equal, and many differ in few bits.</summary>
    private static readonly Gen<UInt128> Keys = Gen.Select(Gen.ULong[0, 40], Gen.ULong[0, 2])
        .Select((low, high) => new UInt128(high, low));

    [Fact]
    public void Count_OfAnySequence_IsWhatADictionarySays() =>
        Gen.Select(Keys, Gen.Bool).List[0, 300].Sample(answers =>
        {
            FingerprintTable table = new(capacity: 1000);
            Dictionary<UInt128, AnswerCounts> model = [];
            foreach ((UInt128 key, bool accepted) in answers)
            {
                AnswerCounts before = model.GetValueOrDefault(key);
                Assert.Equal(new CountedAnswer(true, before), table.Count(key, accepted));
                model[key] = accepted ? before with { Accepted = before.Accepted + 1 } : before with { Rejected = before.Rejected + 1 };
            }

            Assert.Equal(model.Count, table.KeyCount);
            Assert.All(model, entry => Assert.Equal(entry.Value, table.Find(entry.Key)));
        });

    [Fact]
    public void Count_OfMoreThanItsCapacity_KeepsWhatItHasAndSaysSo()
    {
        FingerprintTable table = new(capacity: 100);

        for (int i = 0; i < 150; i++)
            Assert.Equal(i < 100, table.Count((UInt128)i, accepted: true).IsKnown);

        Assert.True(table.IsFull);
        Assert.Equal(100, table.KeyCount);
        Assert.Equal(new CountedAnswer(true, new AnswerCounts(1, 0)), table.Count(7, accepted: false));
        Assert.Equal(default, table.Find(120));
    }

    [Fact]
    public void Count_FromManyThreads_LosesNothing()
    {
        FingerprintTable table = new(capacity: 100_000);

        Parallel.For(0, 8, _ =>
        {
            for (int i = 0; i < 20_000; i++)
                table.Count((UInt128)i << 64, accepted: true);
        });

        Assert.Equal(20_000, table.KeyCount);
        Assert.All(Enumerable.Range(0, 20_000), i => Assert.Equal(new AnswerCounts(8, 0), table.Find((UInt128)i << 64)));
    }

    [Fact]
    public void Count_BeyondWhatItCanShow_StaysAtItsLargest()
    {
        FingerprintTable table = new(capacity: 10);

        for (int i = 0; i < 70_000; i++)
            table.Count(1, accepted: true);

        Assert.Equal(new AnswerCounts(65_535, 0), table.Find(1));
    }

    [Fact]
    public void Clear_ForgetsEverything()
    {
        FingerprintTable table = new(capacity: 10);
        for (int i = 0; i < 10; i++)
            table.Count((UInt128)i, accepted: true);

        table.Clear();

        Assert.False(table.IsFull);
        Assert.Equal(0, table.KeyCount);
        Assert.Equal(default, table.Find(3));
    }
}
