using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Push.Apns.Connections;

/// <summary>
/// Makes the TLS connection that HTTP/2 will be spoken on: fresh DNS, the fastest of the addresses, a proxy's tunnel if
/// one is configured, TLS 1.2 or 1.3 with <c>h2</c> (RFC 9113 section 3.2 and 9.2).
/// </summary>
internal static class Dialer
{
    /// <exception cref="ApnsConnectException">It could not be made; says which step failed and why.</exception>
    public static async Task<DialedTransport> DialAsync(DialRequest request, ConnectLog log, CancellationToken cancellation)
    {
        var (nextHost, nextPort) = request.Proxy is { } proxy ? (proxy.IdnHost, proxy.Port) : (request.Host, request.Port);
        var addresses = await NameLookup.ResolveAsync(nextHost, request, log, cancellation).ConfigureAwait(false);
        var socket = await AddressRace
            .ConnectAsync(addresses, nextPort, nextHost, request, log, cancellation).ConfigureAwait(false);
        var network = new NetworkStream(socket, ownsSocket: true);
        try
        {
            if (request.Proxy is { } hop)
                await ProxyTunnel.OpenAsync(network, hop, request.Host, request.Port, request, log, cancellation).ConfigureAwait(false);
            var tls = await SecureAsync(network, request, log, cancellation).ConfigureAwait(false);
            return new DialedTransport(tls, socket);
        }
        catch
        {
            await network.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static async Task<SslStream> SecureAsync(
        NetworkStream network, DialRequest request, ConnectLog log, CancellationToken cancellation)
    {
        var begun = log.Begin();
        var trust = new ServerTrust(request.AdditionalRoots);
        var server = $"{request.Host} port {request.Port}";
        using var limit = new CancellationTokenSource(request.StepTimeout, request.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        var tls = new SslStream(network, leaveInnerStreamOpen: false);
        try
        {
            await tls.AuthenticateAsClientAsync(Options(request, trust), either.Token).ConfigureAwait(false);
            log.Secured(tls);
            if (tls.NegotiatedApplicationProtocol != SslApplicationProtocol.Http2)
                log.Fail(ConnectStep.Tls, begun, ApnsConnectFailure.NoHttp2,
                    $"{server} speaks TLS but not HTTP/2: it did not choose h2 by ALPN. Is it an APNs host?");
            log.Passed(ConnectStep.Tls, begun,
                $"{tls.SslProtocol}, {tls.NegotiatedCipherSuite}, {tls.NegotiatedApplicationProtocol}");
            return tls;
        }
        catch (Exception e) when (e is not ApnsConnectException)
        {
            await tls.DisposeAsync().ConfigureAwait(false);
            cancellation.ThrowIfCancellationRequested();
            if (trust.Failure is { } failure)
                log.Fail(ConnectStep.Tls, begun, failure, $"{server} is not accepted: {trust.Why}.", e);
            if (e is OperationCanceledException)
                log.Fail(ConnectStep.Tls, begun, ApnsConnectFailure.TimedOut,
                    $"{server} did not finish TLS within {request.StepTimeout.TotalSeconds:0.#} s.", e);
            if (e is IOException or SocketException)
                log.Fail(ConnectStep.Tls, begun, ApnsConnectFailure.Reset,
                    $"{server} closed the connection during TLS. A firewall or an inspecting proxy may be in between.", e);
            log.Fail(ConnectStep.Tls, begun, ApnsConnectFailure.Tls,
                $"TLS with {server} failed: {(e.InnerException ?? e).Message}", e);
            throw;
        }
    }

    private static SslClientAuthenticationOptions Options(DialRequest request, ServerTrust trust) => new()
    {
        TargetHost = request.Host,
        ApplicationProtocols = [SslApplicationProtocol.Http2],
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        AllowRenegotiation = false,
        ClientCertificateContext = request.ClientCertificate is { } certificate
            ? SslStreamCertificateContext.Create(certificate, request.ClientChain, offline: true)
            : null,
        RemoteCertificateValidationCallback = (_, certificate, chain, errors) => trust.Validate(certificate, chain, errors),
    };
}
