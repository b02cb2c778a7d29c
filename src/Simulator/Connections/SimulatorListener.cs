using System.Collections.Concurrent;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Push.Simulator.Certificates;
using Push.Simulator.Faults;

namespace Push.Simulator.Connections;

/// <summary>Accepts connections and knows those that are open.</summary>
internal sealed class SimulatorListener : IAsyncDisposable
{
    private static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FarewellLimit = TimeSpan.FromSeconds(2);

    private readonly PushService _service;
    private readonly SslServerAuthenticationOptions _tls;
    private readonly Acceptor _acceptor;
    private readonly ConcurrentDictionary<ServerConnection, Task> _connections = new();
    private readonly ITimer _watch;

    /// <exception cref="SocketException">The port can't be listened on.</exception>
    public SimulatorListener(PushService service, SimulatorCertificate certificate)
    {
        _service = service;
        _tls = CreateTls(certificate.Server, service.Options.Authentication == SimulatorAuthentication.Certificate);
        _acceptor = new Acceptor(service.Options.Bind, service.Options.Port, Serve);
        _watch = TimeProvider.System.CreateTimer(_ => CheckWrites(), null, CheckInterval, CheckInterval);
        service.Faults.Changed += OnFaults;
    }

    public int Port => _acceptor.Port;

    /// <summary>Sends GOAWAY on every connection, with a reason as Apple gives it; null for none.</summary>
    public void GoAway(string? reason, bool abrupt)
    {
        string debugData = GoAwayReason.Format(reason);
        foreach (ServerConnection connection in _connections.Keys)
            connection.GoAway(debugData, abrupt);
    }

    /// <summary>Cuts every connection off.</summary>
    public void Drop()
    {
        foreach (ServerConnection connection in _connections.Keys)
            connection.Dispose();
    }

    /// <summary>Accepts no more, sends GOAWAY, lets open streams have their answers for a moment, and closes.</summary>
    public async ValueTask DisposeAsync()
    {
        _service.Faults.Changed -= OnFaults;
        await _acceptor.DisposeAsync().ConfigureAwait(false);
        await _watch.DisposeAsync().ConfigureAwait(false);
        GoAway("Shutdown", abrupt: false);
        Task ended = Task.WhenAll(_connections.Values);
        await Task.WhenAny(ended, Task.Delay(FarewellLimit)).ConfigureAwait(false);
        Drop();
        await ended.ConfigureAwait(false);
    }

    private static SslServerAuthenticationOptions CreateTls(X509Certificate2 certificate, bool asksForCertificate) => new()
    {
        ServerCertificateContext = SslStreamCertificateContext.Create(certificate, null, offline: true),
        ApplicationProtocols = [SslApplicationProtocol.Http2],
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        ClientCertificateRequired = asksForCertificate,
#pragma warning disable CA5359 // Who signed a client's certificate does not matter here; what it names is judged per request.
        RemoteCertificateValidationCallback = (_, _, _, _) => true,
#pragma warning restore CA5359
        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        AllowRenegotiation = false,
    };

    private void Serve(Socket accepted)
    {
        if (_connections.Count >= _service.Options.Connections)
        {
            accepted.Dispose();
            return;
        }

        accepted.NoDelay = true;
        ServerConnection connection = new(accepted, _service, _tls);
        TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _connections.TryAdd(connection, ended.Task);
        _service.Connections.Opened();
        _service.Watch.Signal();
        _ = Task.Run(async () =>
        {
            try
            {
                await connection.RunAsync().ConfigureAwait(false);
            }
            finally
            {
                _connections.TryRemove(connection, out _);
                _service.Connections.Closed();
                _service.Watch.Signal();
                ended.SetResult();
            }
        });
    }

    private void OnFaults(SimulatorFaults faults)
    {
        _acceptor.Open(faults.NewConnections != NewConnections.Refused);
        foreach (ServerConnection connection in _connections.Keys)
            connection.OnFaults();
    }

    private void CheckWrites()
    {
        foreach (ServerConnection connection in _connections.Keys)
            connection.CheckWrite();
    }
}
