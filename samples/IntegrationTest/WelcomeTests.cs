using System.Security.Cryptography;
using Orleans.TestingHost;
using Push.Apns;
using Push.Client;
using Push.Grains;
using Push.Grains.Apps;
using Push.Simulator;
using Xunit;

namespace Push.Samples;

public sealed class WelcomeTests
{
    [Fact]
    public async Task Welcome_NewDevice_ArrivesAtApns()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var apns = await ApnsSimulator.StartAsync(cancellationToken: stop);
        var key = Path.Combine(AppContext.BaseDirectory, "AuthKey_ABCDE12345.p8");
        File.WriteAllText(key, ECDsa.Create(ECCurve.NamedCurves.nistP256).ExportPkcs8PrivateKeyPem());
        var shop = new AppOptions { Topic = "com.example.shop", KeyFile = key, TeamId = "TEAM123456" };
        (shop.Environment, shop.Port, shop.AdditionalRoots) = (ApnsEnvironment.Simulator, apns.Port, [apns.Certificate]);
        var builder = new InProcessTestClusterBuilder(initialSilosCount: 1);
        builder.ConfigureSilo((_, silo) => silo.AddMemoryGrainStorage(PushStorage.Name).UseInMemoryReminderService()
            .AddPush(push => push.Apps["shop"] = shop));
        await using var cluster = builder.Build();
        await cluster.DeployAsync(stop);

        var push = new PushClient(cluster.Client);
        var device = DeviceToken.FromBytes(SimulatedTokens.Good(seed: 1, index: 1));
        await push.Devices.RegisterAsync("shop", device);
        var content = new AlertPayload { Body = "Welcome!" }.ToContent();
        var receipt = await push.SendAsync("shop", device, content, cancellationToken: stop);

        Assert.Equal(AttemptOutcome.Accepted, receipt.Answer.Outcome);
        Assert.Equal("com.example.shop", Assert.Single(apns.Notifications).Header("apns-topic"));
    }
}
