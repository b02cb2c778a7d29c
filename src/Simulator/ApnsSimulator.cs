using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Push.Simulator.Certificates;
using Push.Simulator.Channels;
using Push.Simulator.Connections;
using Push.Simulator.Control;
using Push.Simulator.Faults;
using Push.Simulator.Ledgers;
using Push.Simulator.Notifications;
using Push.Simulator.Scripts;

namespace Push.Simulator;

/// <summary>
/// A simulated Apple Push Notification service: real HTTP/2 over TLS on a port of this process, with Apple's checks and answers.
/// Made for tests; dispose it to end it.
/// </summary>
public sealed class ApnsSimulator : IAsyncDisposable
{
    private readonly PushService _service;
    private readonly SimulatorCertificate _certificate;
    private readonly SimulatorListener _listener;
    private readonly ControlServer? _control;
    private readonly ChannelServer? _channels;

    private ApnsSimulator(
        PushService service, SimulatorCertificate certificate, SimulatorListener listener, ControlServer? control,
        ChannelServer? channels)
    {
        _service = service;
        _certificate = certificate;
        _listener = listener;
        _control = control;
        _channels = channels;
    }

    /// <summary>The port of the device pushes.</summary>
    public int Port => _listener.Port;

    /// <summary>The port of the control interface, or null when there is none.</summary>
    public int? ControlPort => _control?.Port;

    /// <summary>The port of channel management, or null when there is none.</summary>
    public int? ChannelPort => _channels?.Port;

    /// <summary>The broadcast channels of all apps.</summary>
    public SimulatedChannels Channels => _service.Channels;

    /// <summary>The root certificate that clients have to trust, without its key.</summary>
    public X509Certificate2 Certificate => _certificate.Root;

    /// <summary>The root certificate as PEM text.</summary>
    public string CertificatePem => _certificate.Root.ExportCertificatePem();

    /// <summary>The last 1,000 pushes as received, oldest first, whatever their answer; a copy.</summary>
    public IReadOnlyList<ReceivedNotification> Notifications => _service.Notifications.Read();

    /// <summary>The counts of this moment.</summary>
    public SimulatorStats Stats => _service.ReadStats();

    /// <summary>Every answer that was given, and how often.</summary>
    public AnswerLedger Ledger => _service.Ledger;

    /// <summary>What goes wrong: to be set and ended while traffic runs.</summary>
    public FaultControl Faults => _service.Faults;

    /// <summary>Starts a simulator and returns when its ports are open.</summary>
    /// <param name="options">How it listens and answers; null for the defaults.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <exception cref="ArgumentException">Options are wrong; the message names all of them.</exception>
    /// <exception cref="SocketException">The port of the pushes can't be opened.</exception>
    /// <exception cref="IOException">The control port or that of channel management can't be opened.</exception>
    public static async Task<ApnsSimulator> StartAsync(
        SimulatorOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new SimulatorOptions();
        options.Validate();
        cancellationToken.ThrowIfCancellationRequested();
        PushService service = new(options);
        SimulatorCertificate certificate = SimulatorCertificate.Create(options.HostNames, TimeProvider.System);
        SimulatorListener? listener = null;
        ControlServer? control = null;
        try
        {
            listener = new SimulatorListener(service, certificate);
            control = options.ControlPort is { } port
                ? await ControlServer.StartAsync(service, listener, options.Bind, port, cancellationToken).ConfigureAwait(false)
                : null;
            ChannelServer? channels = options.ChannelPort is { } channelPort
                ? await ChannelServer.StartAsync(service, certificate, channelPort, cancellationToken).ConfigureAwait(false)
                : null;
            return new ApnsSimulator(service, certificate, listener, control, channels);
        }
        catch
        {
            if (control is not null)
                await control.DisposeAsync().ConfigureAwait(false);
            if (listener is not null)
                await listener.DisposeAsync().ConfigureAwait(false);
            certificate.Dispose();
            service.Dispose();
            throw;
        }
    }

    /// <summary>Waits for a push that fits, among the last 1,000 or those to come.</summary>
    /// <param name="fits">Asked once or more for each push, on the thread of its connection, so it may not set faults.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<ReceivedNotification> WaitForAsync(
        Predicate<ReceivedNotification> fits, CancellationToken cancellationToken = default) =>
        _service.Notifications.WaitForAsync(fits, cancellationToken);

    /// <summary>Waits until the counts are as wanted, and returns them.</summary>
    /// <param name="fits">Asked again whenever something may have been counted.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<SimulatorStats> WaitForStatsAsync(Predicate<SimulatorStats> fits, CancellationToken cancellationToken = default) =>
        _service.Watch.WaitForAsync(_service.ReadStats, fits, cancellationToken);

    /// <summary>Chooses the answer to pushes to one device token.</summary>
    /// <exception cref="InputException">The answer can't be given; it names all fields that are wrong.</exception>
    /// <exception cref="InvalidOperationException">100,000 tokens are scripted already.</exception>
    public void Script(ReadOnlySpan<byte> token, ScriptedAnswer answer)
    {
        answer.Validate();
        if (!_service.Scripts.Set(token, answer))
            throw new InvalidOperationException($"{ScriptedTokens.MaxScripts} tokens are scripted already.");
    }

    /// <summary>Forgets all answers, notifications, channels and scripts, ends all faults, and begins counting anew. Connections stay.</summary>
    public void Reset() => _service.Clear();

    /// <summary>Sends GOAWAY on every connection, answers what they had sent before, and closes them; new ones are welcome.</summary>
    /// <param name="reason">Apple's reason in GOAWAY's debug data, such as <c>Shutdown</c>; null for none.</param>
    /// <param name="abrupt">Closes at once; GOAWAY names the last request that was taken, and answers that still waited for their
    /// latency are lost.</param>
    public void GoAway(string? reason = null, bool abrupt = false) => _listener.GoAway(reason, abrupt);

    /// <summary>Cuts every connection off without a word, as a failing network does; new ones are welcome.</summary>
    public void DropConnections() => _listener.Drop();

    /// <summary>Sends GOAWAY, lets open streams have their answers for at most two seconds, and closes all ports.</summary>
    public async ValueTask DisposeAsync()
    {
        await _listener.DisposeAsync().ConfigureAwait(false);
        if (_control is not null)
            await _control.DisposeAsync().ConfigureAwait(false);
        if (_channels is not null)
            await _channels.DisposeAsync().ConfigureAwait(false);
        _certificate.Dispose();
        _service.Dispose();
    }
}
