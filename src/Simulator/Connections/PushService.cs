using Push.Simulator.Channels;
using Push.Simulator.Credentials;
using Push.Simulator.Faults;
using Push.Simulator.Ledgers;
using Push.Simulator.Notifications;
using Push.Simulator.Requests;
using Push.Simulator.Scripts;

namespace Push.Simulator.Connections;

/// <summary>What all connections of a simulator share: the rules, the ledger and the last notifications.</summary>
internal sealed class PushService : IDisposable
{
    private const int NotificationsKept = 1000;

    private readonly RequestRules _rules;
    private readonly ProviderKey? _key;
    private readonly TokenUpdates? _updates;

    public PushService(SimulatorOptions options)
    {
        Options = options;
        ShiftedClock clock = new(options.TimeProvider);
        Time = clock;
        Faults = new FaultControl(clock);
        Scripts = new ScriptedTokens(options.ScriptedTokens, options.LedgerCapacity, clock);
        Ledger = new AnswerLedger(options.LedgerCapacity, options.LedgerTokens);
        _rules = new RequestRules(Scripts, new BroadcastRules(Channels), Faults, clock);
        _updates = options.TokenUpdatesPerKey ? new TokenUpdates(clock) : null;
        _key = options.ProviderKey is { } pem ? ProviderKey.FromPem(pem) : null;
    }

    public SimulatorOptions Options { get; }

    public TimeProvider Time { get; }

    public FaultControl Faults { get; }

    public ScriptedTokens Scripts { get; }

    public AnswerLedger Ledger { get; }

    public NotificationRing Notifications { get; } = new(NotificationsKept);

    public ConnectionCounts Connections { get; } = new();

    public SimulatedChannels Channels { get; } = new();

    public ReasonCounts Remarks { get; } = new();

    public StatsWatch Watch { get; } = new();

    /// <summary>The credential of a new connection that showed <paramref name="certificate"/>.</summary>
    public IRequestCredential CreateCredential(System.Security.Cryptography.X509Certificates.X509Certificate2? certificate) =>
        Options.Authentication switch
        {
            SimulatorAuthentication.Token => new TokenCredential(_key, Time, _updates, IsForOtherEnvironment),
            SimulatorAuthentication.Certificate => new CertificateCredential(certificate, Options.Environment, Time),
            _ => new NoCredential(),
        };

    private bool IsForOtherEnvironment(string keyId) =>
        Options.Environment != SimulatedEnvironment.Any
        && Options.ProviderKeyEnvironments.TryGetValue(keyId, out SimulatedEnvironment own)
        && own != SimulatedEnvironment.Any && own != Options.Environment;

    public Answer Judge(RequestRecord request, IRequestCredential credential) => _rules.Judge(request, credential);

    public SimulatorStats ReadStats() => new()
    {
        Answers = Ledger.Read(),
        Connections = Connections.Total,
        OpenConnections = Connections.Open,
        MostStreams = Connections.MostStreams,
        RefusedStreams = Connections.RefusedStreams,
        ConnectionErrors = Connections.ConnectionErrors,
        Faults = Faults.Counts,
        Remarks = Remarks.Read(),
    };

    public void Clear()
    {
        Ledger.Clear();
        Notifications.Clear();
        Remarks.Clear();
        Scripts.Clear();
        Connections.Clear();
        Channels.Clear();
        _updates?.Clear();
        Faults.Clear();
        Faults.Counters.Clear();
    }

    public void Dispose()
    {
        Faults.End();
        _key?.Dispose();
    }
}
