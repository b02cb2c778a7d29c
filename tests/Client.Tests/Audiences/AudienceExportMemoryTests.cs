using Push.Apns;
using Push.Client.Clusters;
using Push.Simulator;

namespace Push.Client.Audiences;

/// <summary>
/// What an export takes of the memory, silo and client together. It is the whole process's that is measured, so nothing runs beside it.
/// </summary>
[Collection(nameof(AudienceExportMemoryTests))]
[CollectionDefinition(nameof(AudienceExportMemoryTests), DisableParallelization = true)]
public sealed class AudienceExportMemoryTests
{
    private const int Devices = 1_000_000;

    // The devices are 35 MB as they are stored, and several times that as objects.
    private const long Most = 12 << 20;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Export_MillionDevices_HoldsAFewChunks()
    {
        await using var silo = await RunningSilo.StartAsync();
        var tokens = Enumerable.Range(0, Devices).Select(i => DeviceToken.FromBytes(SimulatedTokens.Good(6, i)));
        await silo.Outside.Audiences.ImportAsync(RunningSilo.App, "all", tokens.ToAsyncEnumerable(), cancellationToken: Stop);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        long most = 0, count = 0;
        await foreach (var _ in silo.Outside.Audiences.ExportAsync(RunningSilo.App, "all", cancellationToken: Stop))
        {
            if (++count % 50_000 == 0) most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
        }

        Assert.Equal(Devices, count);
        Assert.InRange(most, 0, Most);
    }
}
