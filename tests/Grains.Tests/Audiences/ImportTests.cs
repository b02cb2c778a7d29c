using Push.Apns;
using Push.Grains.Clusters;
using Push.Grains.Devices;
using Push.Grains.Notifications;

namespace Push.Grains.Audiences;

/// <summary>Imports that break off, are given again, or are given with other devices.</summary>
public sealed class ImportTests
{
    [Fact]
    public async Task Import_BrokenOffAndGivenAgain_IsCompletedWithoutDuplicates()
    {
        await using var cluster = await PushCluster.StartAsync(silos: 1);
        var writes = 0;
        cluster.BeforeWrite = state => state == "segment" && Interlocked.Increment(ref writes) > 8
            ? throw new IOException("the store is gone")
            : Task.CompletedTask;
        await Assert.ThrowsAnyAsync<Exception>(() => cluster.ImportAsync("list", Tokens.Good(2000)));
        Assert.True((await List(cluster).GetInfo()).IsImporting);
        cluster.BeforeWrite = _ => Task.CompletedTask;

        var other = await Assert.ThrowsAsync<PushRequestException>(() => cluster.ImportAsync("list", Tokens.Good(2000, from: 1)));
        Assert.Equal(RequestFault.DifferentImport, other.Fault);
        Assert.Contains("2,000 lines is not complete", other.Message, StringComparison.Ordinal);

        var again = await cluster.ImportAsync("list", Tokens.Good(2000).Reverse());
        Assert.Equal((2000L, 2000L), (again.Devices, again.Added + again.Duplicates));
        Assert.False((await List(cluster).GetInfo()).IsImporting);
    }

    [Fact]
    public async Task Import_OfOtherDevices_IsAddedOrRefusedAsTheModeSays()
    {
        await using var cluster = await PushCluster.StartAsync(silos: 1);
        await cluster.ImportAsync("list", Tokens.Good(100));
        var refusal = await Assert.ThrowsAsync<PushRequestException>(
            () => cluster.ImportAsync("list", Tokens.Good(50, from: 200), ImportMode.Only));
        Assert.Equal(RequestFault.DifferentImport, refusal.Fault);
        Assert.Equal(100, (await cluster.ImportAsync("list", Tokens.Good(100), ImportMode.Only)).Devices);
        Assert.Equal(150, (await cluster.ImportAsync("list", Tokens.Good(50, from: 200))).Devices);

        await List(cluster).BeginImport(new ImportRequest(10, 1, ImportMode.Add));
        await Assert.ThrowsAsync<PushRequestException>(() => cluster.ImportAsync("list", Tokens.Good(50, from: 300)));
        Assert.Equal(200, (await cluster.ImportAsync("list", Tokens.Good(50, from: 300), ImportMode.AddAnyway)).Devices);
    }

    [Fact]
    public async Task Import_WithAttributesAndTimes_IsStoredAndFiltered()
    {
        await using var cluster = await PushCluster.StartAsync(silos: 1);
        var time = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);
        using var import = new AudienceImport(cluster.Grains, PushCluster.App, list: null);
        foreach (var (i, token) in Tokens.Good(300).Index())
        {
            var attributes = new DeviceAttributesBuilder().Set("place", i).Build();
            import.Add(new AudienceDevice(DeviceToken.FromBytes(token), attributes, time));
        }
        Assert.Equal(300, (await import.RunAsync(null, TestContext.Current.CancellationToken)).Added);
        var audience = cluster.Grains.GetGrain<IAudienceGrain>(AudienceKey.OfApp(PushCluster.App));
        Assert.Equal(100, (await audience.Count(long.MaxValue, AudienceFilter.Parse("place < 100"))).Devices);
        var first = DeviceToken.FromBytes(Tokens.Good(1).Single());
        var record = await cluster.Grains.GetGrain<IDeviceGrain>(DeviceKey.Of(PushCluster.App, first)).Get(first);
        Assert.Equal(time, record!.RegisteredAt);

        await cluster.ImportAsync(null, Tokens.Good(1, from: 500));
        var timeless = DeviceToken.FromBytes(Tokens.Good(1, from: 500).Single());
        Assert.Null((await cluster.Grains.GetGrain<IDeviceGrain>(DeviceKey.Of(PushCluster.App, timeless)).Get(timeless))!.RegisteredAt);
    }

    private static IAudienceGrain List(PushCluster cluster) =>
        cluster.Grains.GetGrain<IAudienceGrain>(AudienceKey.OfList(PushCluster.App, "list"));
}
