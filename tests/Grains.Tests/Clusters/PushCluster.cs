using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Storage;
using Orleans.TestingHost;
using Push.Apns;
using Push.Grains.Apps;
using Push.Grains.Audiences;
using Push.Grains.Campaigns;
using Push.Simulator;
using Push.Testing;

namespace Push.Grains.Clusters;

/// <summary>Silos with the grains over real SQLite, and a simulated APNs behind them.</summary>
internal sealed class PushCluster : IAsyncDisposable
{
    public const string App = "demo";
    public const string Topic = "com.example.demo";

    private readonly TempFolder _folder;
    private readonly bool _ownsFolder;
    private readonly Action<PushOptions> _configure;
    private readonly Action<ISiloBuilder> _host;
    private readonly int _silos;
    private bool _ownsApns = true;
    private string _keyFile = "";

    private PushCluster(
        int silos, SimulatorOptions? simulator, Action<PushOptions>? configure, TempFolder? folder, Action<ISiloBuilder>? host)
    {
        _silos = silos;
        _folder = folder ?? new TempFolder();
        _ownsFolder = folder is null;
        _configure = configure ?? (_ => { });
        _host = host ?? (_ => { });
        Options = simulator ?? new SimulatorOptions { ControlPort = null };
    }

    public ApnsSimulator Apns { get; private set; } = null!;

    public InProcessTestCluster Silos { get; private set; } = null!;

    public IGrainFactory Grains => Silos.Client;

    public TestLog Log { get; } = new();

    /// <summary>Awaited before each read of a grain's state, by the state's name: to delay it, or to have it fail.</summary>
    public Func<string, Task> BeforeRead { get; set; } = _ => Task.CompletedTask;

    /// <summary>Awaited before each write of a grain's state, by the state's name: to delay it, or to have it fail.</summary>
    public Func<string, Task> BeforeWrite { get; set; } = _ => Task.CompletedTask;

    /// <summary>Awaited after each write of a grain's state, by the state's name: to have it fail although it was done.</summary>
    public Func<string, Task> AfterWrite { get; set; } = _ => Task.CompletedTask;

    private SimulatorOptions Options { get; }

    public static async Task<PushCluster> StartAsync(
        int silos = 3,
        SimulatorOptions? simulator = null,
        Action<PushOptions>? configure = null,
        TempFolder? folder = null,
        Action<ISiloBuilder>? host = null)
    {
        var cluster = new PushCluster(silos, simulator, configure, folder, host);
        cluster._keyFile = TestKeys.WriteP8(cluster._folder);
        cluster.Apns = await ApnsSimulator.StartAsync(cluster.Options, TestContext.Current.CancellationToken);
        await cluster.DeployAsync();
        return cluster;
    }

    /// <summary>Another cluster on the same file, with the same simulator behind it. It is to end before this one.</summary>
    public async Task<PushCluster> StartAnotherAsync()
    {
        var another = new PushCluster(_silos, Options, _configure, _folder, _host)
        {
            Apns = Apns,
            _ownsApns = false,
            _keyFile = _keyFile,
        };
        await another.DeployAsync();
        return another;
    }

    /// <summary>Stops every silo and starts new ones on the same file.</summary>
    public async Task RestartAsync()
    {
        await Silos.StopAllSilosAsync();
        await Silos.DisposeAsync();
        await DeployAsync();
    }

    public async Task<ICampaignGrain> CreateAsync(CampaignSpec spec)
    {
        var campaign = Grains.GetGrain<ICampaignGrain>(CampaignKey.Of(CampaignKey.NewId()));
        await campaign.Create(spec);
        return campaign;
    }

    /// <summary>Imports tokens as a list of the app.</summary>
    public async Task<ImportSummary> ImportAsync(
        string? list, IEnumerable<byte[]> tokens, ImportMode mode = ImportMode.Add)
    {
        using var import = new AudienceImport(Grains, App, list, mode);
        foreach (var token in tokens) import.Add(DeviceToken.FromBytes(token));
        return await import.RunAsync(null, TestContext.Current.CancellationToken);
    }

    public static NotificationContent Content(string text = "hello") => new()
    {
        Payload = System.Text.Encoding.UTF8.GetBytes($$$"""{"aps":{"alert":"{{{text}}}"}}"""),
        PushType = PushType.Alert,
    };

    public static CampaignSpec Spec(string? list, UnknownPolicy policy = UnknownPolicy.AtLeastOnce) =>
        new(App, Content(), list, policy);

    public async ValueTask DisposeAsync()
    {
        await Silos.DisposeAsync();
        if (_ownsApns) await Apns.DisposeAsync();
        if (_ownsFolder) _folder.Dispose();
        Log.AssertNoErrors();
    }

    private async Task DeployAsync()
    {
        var builder = new InProcessTestClusterBuilder((short)_silos);
        builder.Options.ServiceId = "push-tests";
        builder.ConfigureSilo((_, silo) => _host(silo));
        builder.ConfigureSilo((_, silo) => silo
            .AddSqliteGrainStorage("sqlite", options => options.Path = _folder["data"])
            .ConfigureServices(services => services.AddKeyedSingleton<IGrainStorage>(PushStorage.Name, (provider, _) =>
                new WatchedStorage(
                    provider.GetRequiredKeyedService<IGrainStorage>("sqlite"),
                    state => BeforeRead(state), state => BeforeWrite(state), state => AfterWrite(state))))
            .UseSqliteReminders(options => options.Path = _folder["data"])
            .AddPush(Configure));
        builder.ConfigureSiloHost((_, host) =>
        {
            host.Logging.ClearProviders();
            host.Logging.AddProvider(Log);
            host.Logging.SetMinimumLevel(LogLevel.Information);
        });
        Silos = builder.Build();
        await Silos.DeployAsync();
    }

    private void Configure(PushOptions options)
    {
        options.Apps[App] = new AppOptions
        {
            Topic = Topic,
            Environment = ApnsEnvironment.Simulator,
            Connections = 3,
            KeyFile = _keyFile,
            TeamId = TestKeys.TeamId,
            Port = Apns.Port,
            ChannelPort = Apns.ChannelPort,
            AdditionalRoots = new X509Certificate2Collection(Apns.Certificate),
            // Bad tokens of one test must not stop the campaigns of another.
            BrakePercent = 100,
        };
        options.DevicesPerSegment = 100;
        options.IsOnlySilo = _silos == 1;
        _configure(options);
    }
}
