using Push.Testing;

namespace Push.Cli.TokenFiles;

/// <summary>What reading a token file takes of the memory. It is the whole process's that is measured, so nothing runs beside it.</summary>
[Collection(nameof(TokenFileMemoryTests))]
[CollectionDefinition(nameof(TokenFileMemoryTests), DisableParallelization = true)]
public sealed class TokenFileMemoryTests
{
    [Fact]
    public async Task TokenFile_MillionLines_HoldsNoMoreThanABuffer()
    {
        using var folder = new TempFolder();
        var path = folder["many.txt"];
        await using (var writer = new StreamWriter(path))
        {
            for (var i = 0; i < 1_000_000; i++) writer.WriteLine($"{i:x64}");
        }

        var before = GC.GetTotalMemory(forceFullCollection: true);
        await using var file = await TokenFile.OpenAsync(path, TestContext.Current.CancellationToken);
        long most = 0, count = 0;
        await foreach (var _ in file.ReadAsync())
        {
            if (++count % 100_000 == 0) most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
        }

        Assert.Equal(1_000_000, count);
        Assert.InRange(most, long.MinValue, 4_000_000);
    }
}
