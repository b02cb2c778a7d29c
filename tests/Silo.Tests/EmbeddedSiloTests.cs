using System.Collections;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Push.Apns;
using Push.Grains.Apps;
using Push.Grains.Connections;
using Push.Grains.Devices;

namespace Push.Silo;

public sealed class EmbeddedSiloTests : IAsyncLifetime
{
    private SimulatedApp _app = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _app = await SimulatedApp.StartAsync(Cancellation);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Start_Again_KeepsDevicesAndSends()
    {
        var token = DeviceToken.Parse(SimulatedApp.Token("aa", 1));
        using (var host = await StartAsync())
        {
            Assert.Equal(RegisterResult.Added, await Device(host, token).Register(new Registration(token)));
            await host.StopAsync(Cancellation);
        }
        using (var host = await StartAsync())
        {
            Assert.NotNull(await Device(host, token).Get(token));
            var content = new NotificationContent { Payload = Encoding.UTF8.GetBytes("""{"aps":{"alert":"hello"}}""") };
            var receipt = await Device(host, token).Send(new SingleSend(token, content), Cancellation);
            Assert.Equal(AttemptOutcome.Accepted, receipt.Answer.Outcome);
            await host.StopAsync(Cancellation);
        }
        Assert.Equal(1, _app.Simulator.Stats.Answers.Accepted);
    }

    [Fact]
    public void Options_WhateverIsConfigured_ReachTheGrains()
    {
        var given = Options();
        (given.Push.Proxy, given.Push.DevicesPerSegment) = ("http://127.0.0.1:3128", 100);
        using var host = PushSilo.CreateEmbedded(given).Build();
        var taken = host.Services.GetRequiredService<IOptions<PushOptions>>().Value;
        // Whether a silo sends is the program's choice, and whether it is the only one follows from where states lie.
        var settings = typeof(PushOptions).GetProperties().Where(
            property => property.Name is not (nameof(PushOptions.Sends) or nameof(PushOptions.IsOnlySilo)));
        Assert.True(taken.IsOnlySilo);
        Assert.All(settings, setting =>
        {
            var (from, to) = (setting.GetValue(given.Push), setting.GetValue(taken));
            if (from is IDictionary named) Assert.Equal(named.Keys, ((IDictionary)to!).Keys);
            else if (setting.PropertyType.IsValueType) Assert.Equal(from, to);
            else Assert.Same(from, to);
        });
    }

    private static IDeviceGrain Device(IHost host, DeviceToken token) =>
        host.Services.GetRequiredService<IGrainFactory>().GetGrain<IDeviceGrain>(DeviceKey.Of(SimulatedApp.Name, token));

    private PushSiloOptions Options() =>
        PushSiloOptions.Read(new ConfigurationBuilder().AddInMemoryCollection(_app.Settings).Build());

    private async Task<IHost> StartAsync()
    {
        var host = PushSilo.CreateEmbedded(Options()).Build();
        await host.StartAsync(Cancellation);
        return host;
    }
}
