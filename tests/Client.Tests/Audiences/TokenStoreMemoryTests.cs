using Push.Grains.Audiences;

namespace Push.Client.Audiences;

/// <summary>What an import takes of the memory. It is the whole process's that is measured, so nothing runs beside it.</summary>
[Collection(nameof(TokenStoreMemoryTests))]
[CollectionDefinition(nameof(TokenStoreMemoryTests), DisableParallelization = true)]
public sealed class TokenStoreMemoryTests
{
    [Fact]
    public void TokenStore_MillionsOfTokens_TakesNoMoreMemoryThanSetAside()
    {
        using var store = new TokenStore();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var token = new byte[32];
        for (var i = 0; i < 1_000_000; i++)
        {
            BitConverter.TryWriteBytes(token, i);
            store.Add(token);
        }
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, 0, 24 << 20);
    }
}
