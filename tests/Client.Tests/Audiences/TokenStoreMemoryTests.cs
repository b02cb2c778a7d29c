using Push.Grains.Audiences;

namespace Push.Client.Audiences;

/// <summary>What an import takes of the memory. It is the whole process's that is measured, so nothing runs beside it.</summary>
[Collection(nameof(TokenStoreMemoryTests))]
[CollectionDefinition(nameof(TokenStoreMemoryTests), DisableParallelization = true)]
public sealed class TokenStoreMemoryTests
{
    private const int Tokens = 2_000_000;

    // What is set aside, the pages that are being filled, and when they are read again those of one group.
    private const long Most = 40 << 20;

    [Fact]
    public void TokenStore_MillionsOfTokens_TakesNoMoreMemoryThanSetAside()
    {
        using var store = new TokenStore();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var token = new byte[32];
        for (var i = 0; i < Tokens; i++)
        {
            BitConverter.TryWriteBytes(token, i);
            store.Add(token);
        }
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, 0, Most);

        long count = 0;
        foreach (var (segment, rows) in store.Partition(new ImportPlan(Tokens / 1000, 0)))
        {
            count += rows.Count;
            if (segment % 100 == 0) Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, 0, Most);
        }
        Assert.Equal(Tokens, count);
    }
}
