using System.Net;
using System.Net.Security;
using Push.Apns.Connections;

namespace Push.Apns;

/// <summary>The platform's HTTP client, set up as our own connections are: HTTP/2 only, our trust, no redirects, no retries.</summary>
internal static class ChannelHttp
{
    private const int MaxAnswer = 4 * 1024 * 1024; // 10,000 ids of 256 characters

    public static HttpClient Create(ChannelClientOptions options)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = options.Proxy is not null,
            Proxy = options.Proxy is { } proxy ? ProxyOf(proxy) : null,
            ConnectTimeout = options.Deadline,
            PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
            SslOptions = new SslClientAuthenticationOptions
            {
                ClientCertificateContext = options.Credential is CertificateCredential { Certificate: var certificate, Chain: var chain }
                    ? SslStreamCertificateContext.Create(certificate, chain, offline: true)
                    : null,
                RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
                {
                    var trust = new ServerTrust(options.AdditionalRoots);
                    return trust.Validate(certificate, chain, errors) ? true : throw new UntrustedServerException($"The server is not accepted: {trust.Why}.");
                },
            },
        };
        return new HttpClient(handler)
        {
            BaseAddress = new Uri($"https://{options.Endpoint}"),
            MaxResponseContentBufferSize = MaxAnswer,
            Timeout = Timeout.InfiniteTimeSpan, // each request has its own
        };
    }

    /// <summary>What a failed request means: before there was a connection, nothing was sent.</summary>
    public static ChannelReply Failed(HttpRequestException e)
    {
        var notSent = e.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
            or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError or HttpRequestError.VersionNegotiationError;
        return new ChannelReply(notSent ? AttemptOutcome.NotSent : AttemptOutcome.Unknown)
        {
            Cause = notSent ? AttemptCause.NoConnection : AttemptCause.ConnectionLost,
            Failure = Words(e),
        };
    }

    private static string Words(Exception e)
    {
        for (var inner = e; inner is not null; inner = inner.InnerException)
            if (inner is UntrustedServerException) return inner.Message;
        return e.Message;
    }

    private static WebProxy ProxyOf(Uri proxy)
    {
        var parts = Uri.UnescapeDataString(proxy.UserInfo).Split(':', 2);
        return new WebProxy($"http://{proxy.Host}:{proxy.Port}")
        {
            Credentials = proxy.UserInfo.Length > 0 ? new NetworkCredential(parts[0], parts.ElementAtOrDefault(1)) : null,
        };
    }

    private sealed class UntrustedServerException(string message) : Exception(message);
}
