using System.Net.Sockets;
using System.Security.Cryptography;
using Push.Testing;

namespace Push.Simulator.Tests;

public sealed class SimulatorOptionsTests
{
    [Fact]
    public void Validate_OfDefaults_Succeeds() => new SimulatorOptions().Validate();

    [Fact]
    public void Validate_OfManyErrors_NamesThemAll()
    {
        SimulatorOptions options = new()
        {
            Port = -1,
            ControlPort = 70_000,
            Latency = TimeSpan.FromSeconds(-1),
            Rtt = TimeSpan.FromDays(1),
            Streams = 0,
            LedgerCapacity = 0,
            HostNames = ["no host"],
            ProviderKey = "no key",
        };

        string message = Assert.Throws<ArgumentException>(options.Validate).Message;

        Assert.All(
            ["Port", "ControlPort", "Latency", "Rtt", "Streams", "LedgerCapacity", "no host", "provider key"],
            name => Assert.Contains(name, message, StringComparison.Ordinal));
    }

    [Fact]
    public void ProviderKey_OfAnotherKind_IsRefused()
    {
        using RSA rsa = RSA.Create(2048);
        using ECDsa p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);

        Assert.Throws<ArgumentException>(new SimulatorOptions { ProviderKey = rsa.ExportSubjectPublicKeyInfoPem() }.Validate);
        Assert.Throws<ArgumentException>(new SimulatorOptions { ProviderKey = p384.ExportSubjectPublicKeyInfoPem() }.Validate);
        new SimulatorOptions { ProviderKey = TestKeys.NewP8() }.Validate();
    }

    [Fact]
    public async Task Port_InUse_IsAnErrorOfStarting()
    {
        await using ApnsSimulator first = await ApnsSimulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<SocketException>(() => ApnsSimulator.StartAsync(
            new SimulatorOptions { Port = first.Port }, TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<IOException>(() => ApnsSimulator.StartAsync(
            new SimulatorOptions { ControlPort = first.ControlPort }, TestContext.Current.CancellationToken));
    }
}
