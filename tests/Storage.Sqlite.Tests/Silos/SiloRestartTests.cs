using Microsoft.Extensions.Configuration;
using Orleans.TestingHost;
using Push.Storage.Sqlite.Databases;

namespace Push.Storage.Sqlite.Silos;

/// <summary>Grains on real silos keep their state and reminders when every silo is started again.</summary>
public sealed class SiloRestartTests : IDisposable
{
    private readonly DatabaseFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public Task Restart_StorageAddedInCode_KeepsStatesAndReminders() => RestartAsync(silos: 2, builder =>
        builder.ConfigureSilo((_, silo) => silo
            .AddSqliteGrainStorage("push", options => options.Path = _folder.Path)
            .UseSqliteReminders(options => options.Path = _folder.Path)));

    [Fact]
    public Task Restart_StorageNamedInConfiguration_KeepsStatesAndReminders() => RestartAsync(silos: 1, builder =>
        builder.ConfigureSiloHost((_, host) => host.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Orleans:GrainStorage:push:ProviderType"] = "Sqlite",
            ["Orleans:GrainStorage:push:Path"] = _folder.Path,
            ["Orleans:Reminders:ProviderType"] = "Sqlite",
            ["Orleans:Reminders:Path"] = _folder.Path,
        })));

    [Fact]
    public async Task Start_FileIsInUse_EndsInThatError()
    {
        using var child = ChildProcess.Start("hold", _folder.Path);
        await child.WaitUntilOpenAsync(TestContext.Current.CancellationToken);
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) => silo.AddSqliteGrainStorage("push", options => options.Path = _folder.Path));
        await using var cluster = builder.Build();
        Assert.IsType<SqliteFileInUseException>((await Assert.ThrowsAnyAsync<Exception>(cluster.DeployAsync)).GetBaseException());
    }

    private async Task RestartAsync(int silos, Action<InProcessTestClusterBuilder> configure)
    {
        const int Grains = 20;
        await using (var cluster = Build(silos, configure))
        {
            await cluster.DeployAsync();
            for (var i = 0; i < Grains; i++)
            {
                var grain = cluster.Client.GetGrain<ICounterGrain>($"grain {i}");
                Assert.Equal(1, await grain.IncrementAsync());
                Assert.Equal(2, await grain.IncrementAsync());
            }
            await cluster.Client.GetGrain<ICounterGrain>("grain 0").RemindAsync();
            await cluster.StopAllSilosAsync();
        }
        // Nobody holds the file any more.
        using (var held = DatabaseLock.Take(_folder.Path))
        {
        }
        await using (var cluster = Build(silos, configure))
        {
            await cluster.DeployAsync();
            for (var i = 0; i < Grains; i++)
                Assert.Equal(2, await cluster.Client.GetGrain<ICounterGrain>($"grain {i}").GetAsync());
            Assert.True(await cluster.Client.GetGrain<ICounterGrain>("grain 0").IsRemindedAsync());
            Assert.False(await cluster.Client.GetGrain<ICounterGrain>("grain 1").IsRemindedAsync());
            Assert.Equal(3, await cluster.Client.GetGrain<ICounterGrain>("grain 0").IncrementAsync());
        }
    }

    private static InProcessTestCluster Build(int silos, Action<InProcessTestClusterBuilder> configure)
    {
        var builder = new InProcessTestClusterBuilder((short)silos);
        builder.Options.ServiceId = "service";
        configure(builder);
        return builder.Build();
    }
}
