using Push.Simulator;
using Push.Testing;

namespace Push.Silo;

/// <summary>A folder, a simulated APNs, and the settings of an app that sends to it.</summary>
public sealed class SimulatedApp : IAsyncDisposable
{
    private readonly TempFolder _folder = new();

    private SimulatedApp(ApnsSimulator simulator) => Simulator = simulator;

    public const string Name = "shop";

    public ApnsSimulator Simulator { get; }

    public string DataFolder => _folder["data"];

    public IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>
    {
        ["Push:Data"] = DataFolder,
        ["Push:Cluster:SiloPort"] = "0",
        ["Push:Cluster:GatewayPort"] = "0",
        ["Push:Apps:shop:Topic"] = "com.example.app",
        ["Push:Apps:shop:Environment"] = "simulator",
        ["Push:Apps:shop:Connections"] = "1",
        ["Push:Apps:shop:KeyFile"] = _folder[$"AuthKey_{TestKeys.KeyId}.p8"],
        ["Push:Apps:shop:TeamId"] = TestKeys.TeamId,
        ["Push:Apps:shop:Host"] = "127.0.0.1",
        ["Push:Apps:shop:Port"] = $"{Simulator.Port}",
        ["Push:Apps:shop:RootCertificateFile"] = _folder["root.pem"],
    };

    public static async Task<SimulatedApp> StartAsync(CancellationToken cancellation)
    {
        var app = new SimulatedApp(await ApnsSimulator.StartAsync(new SimulatorOptions { ControlPort = null }, cancellation));
        TestKeys.WriteP8(app._folder);
        app._folder.Write("root.pem", app.Simulator.CertificatePem);
        return app;
    }

    /// <summary>A device token that the simulator answers by what it begins with.</summary>
    public static string Token(string prefix, int number) => prefix + $"{number:x}".PadLeft(64 - prefix.Length, '0');

    public async ValueTask DisposeAsync()
    {
        await Simulator.DisposeAsync();
        _folder.Dispose();
    }
}
