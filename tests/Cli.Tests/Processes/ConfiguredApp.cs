using System.Text.Json;
using Push.Simulator;
using Push.Testing;

namespace Push.Cli.Processes;

/// <summary>A folder in which <c>push</c> finds an app <c>shop</c> at a simulated APNs of this process.</summary>
internal sealed class ConfiguredApp : IAsyncDisposable
{
    public const string Name = "shop";
    public const string Topic = "com.example.shop";

    private readonly int _devicesPerSegment;

    private ConfiguredApp(ApnsSimulator simulator, int devicesPerSegment) =>
        (Simulator, _devicesPerSegment) = (simulator, devicesPerSegment);

    public ApnsSimulator Simulator { get; }

    public TempFolder Folder { get; } = new();

    public string Data => Folder["data"];

    public static async Task<ConfiguredApp> StartAsync(TimeSpan latency = default, int devicesPerSegment = 1000)
    {
        var options = new SimulatorOptions { ControlPort = null, Latency = latency };
        var app = new ConfiguredApp(
            await ApnsSimulator.StartAsync(options, TestContext.Current.CancellationToken), devicesPerSegment);
        TestKeys.WriteP8(app.Folder);
        app.Folder.Write("root.pem", app.Simulator.CertificatePem);
        app.Folder.Write("sale.json", """{"aps":{"alert":"Sale"}}""");
        app.Folder.Write("push.json", app.Configuration());
        return app;
    }

    /// <summary>Runs <c>push campaign</c> in the folder.</summary>
    public Task<PushResult> CampaignAsync(params string[] arguments) =>
        PushProcess.RunAsync(Folder.Path, ["campaign", .. arguments]);

    /// <summary>Starts <c>push campaign start</c> with a token file and the data folder.</summary>
    public PushProcess Start(string tokens, params string[] arguments) => PushProcess.Start(
        Folder.Path,
        ["campaign", "start", "--app", Name, "--tokens", tokens, "--payload", "sale.json", "--data", Data, "--json", .. arguments]);

    /// <summary>Writes a file of good tokens, and of as many dead ones as asked for.</summary>
    public string WriteTokens(int good, int dead = 0)
    {
        var tokens = Enumerable.Range(0, good).Select(i => SimulatedTokens.Good(1, i))
            .Concat(Enumerable.Range(good, dead).Select(i => SimulatedTokens.Dead(1, i)))
            .Select(Convert.ToHexStringLower);
        return Folder.Write("tokens.txt", string.Join('\n', tokens) + "\n");
    }

    /// <summary>Waits until the simulator has accepted so many.</summary>
    public async Task AcceptedAsync(long count)
    {
        using var often = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (Simulator.Stats.Answers.Accepted < count) await often.WaitForNextTickAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await Simulator.DisposeAsync();
        Folder.Dispose();
    }

    private string Configuration() => JsonSerializer.Serialize(new
    {
        Push = new
        {
            DevicesPerSegment = _devicesPerSegment,
            Apps = new
            {
                shop = new
                {
                    Topic,
                    Environment = "simulator",
                    Simulator.Port,
                    KeyFile = $"AuthKey_{TestKeys.KeyId}.p8",
                    TestKeys.TeamId,
                    RootCertificateFile = "root.pem",
                },
            },
        },
    });
}
