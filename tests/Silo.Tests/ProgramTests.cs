using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Push.Apns;
using Push.Grains.Devices;
using Push.Testing;

namespace Push.Silo;

/// <summary>The stand-alone silo, seen from outside its process.</summary>
public sealed class ProgramTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_WrongConfiguration_ListsTheErrorsAndExitsWith2()
    {
        using var silo = SiloProcess.Start(new Dictionary<string, string?>
        {
            ["Push:Apps:shop:Environment"] = "staging",
            ["Push:Proxy"] = "ftp://proxy",
        });
        var (exitCode, error) = await silo.WaitAsync(Cancellation);
        Assert.Equal(2, exitCode);
        Assert.Contains("Push:Apps:shop:Environment", error, StringComparison.Ordinal);
        Assert.Contains("Push:Proxy", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_DataFolderIsHeld_SaysSoAndExitsWith2()
    {
        await using var app = await SimulatedApp.StartAsync(Cancellation);
        using var first = SiloProcess.Start(app.Settings);
        await first.WaitUntilReadyAsync(Cancellation);
        using var second = SiloProcess.Start(app.Settings);
        var (exitCode, error) = await second.WaitAsync(Cancellation);
        Assert.Equal(2, exitCode);
        Assert.Contains(app.DataFolder, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_UntilSigterm_ServesClientsAndKeepsItsState()
    {
        await using var app = await SimulatedApp.StartAsync(Cancellation);
        var token = DeviceToken.Parse(SimulatedApp.Token("aa", 1));
        for (var run = 0; run < 2; run++)
        {
            using var silo = SiloProcess.Start(app.Settings);
            await silo.WaitUntilReadyAsync(Cancellation);
            Assert.Equal(HttpStatusCode.OK, (await silo.Http.GetAsync("/health/ready", Cancellation)).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await silo.Http.GetAsync("/health/live", Cancellation)).StatusCode);
            using (var client = await ConnectAsync(silo.GatewayPort))
            {
                var device = client.Services.GetRequiredService<IGrainFactory>()
                    .GetGrain<IDeviceGrain>(DeviceKey.Of(SimulatedApp.Name, token));
                Assert.Equal(run > 0, await device.Get(token) is not null);
                await device.Register(new Registration(token));
                await client.StopAsync(Cancellation);
            }
            silo.Terminate();
            Assert.Equal((0, ""), await silo.WaitAsync(Cancellation));
        }
    }

    private static async Task<IHost> ConnectAsync(int gatewayPort)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.UseOrleansClient(client => client.UseLocalhostClustering(gatewayPort, "push", "push"));
        var host = builder.Build();
        await host.StartAsync(Cancellation);
        return host;
    }
}
