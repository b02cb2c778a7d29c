using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Push.Testing;

namespace Push.Apns.Tests.Connections;

/// <summary>A TLS server on a free port of this machine, with a certificate of an authority made for the test.</summary>
internal sealed class TlsPeer : IAsyncDisposable
{
    private readonly TestAuthority _authority = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly X509Certificate2 _certificate;
    private readonly SslApplicationProtocol[] _protocols;

    public TlsPeer(string host = "localhost", SslApplicationProtocol[]? protocols = null)
    {
        _certificate = _authority.Server(host);
        _protocols = protocols ?? [SslApplicationProtocol.Http2];
        _listener.Start();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public X509Certificate2Collection Roots => [_authority.Root];

    public async Task<Socket> AcceptTcpAsync() => await _listener.AcceptSocketAsync(TestContext.Current.CancellationToken);

    public async Task<SslStream> AcceptAsync()
    {
        var stream = new SslStream(new NetworkStream(await AcceptTcpAsync(), ownsSocket: true));
        await stream.AuthenticateAsServerAsync(Options(), TestContext.Current.CancellationToken);
        return stream;
    }

    public SslServerAuthenticationOptions Options(bool clientCertificate = false) => new()
    {
        ServerCertificate = _certificate,
        ApplicationProtocols = [.. _protocols],
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        ClientCertificateRequired = clientCertificate,
        RemoteCertificateValidationCallback = (_, shown, _, _) => shown is not null || !clientCertificate,
    };

    public ValueTask DisposeAsync()
    {
        _listener.Dispose();
        _authority.Dispose();
        _certificate.Dispose();
        return ValueTask.CompletedTask;
    }
}
