using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Push.Apns.Connections;

/// <summary>Where to connect to, by which way, and whom to trust.</summary>
internal sealed record DialRequest
{
    /// <summary>The configured host: resolved, sent as SNI, and compared with the server's certificate.</summary>
    public required string Host { get; init; }

    public required int Port { get; init; }

    /// <summary>An <c>http://user:password@host:port</c> proxy that is asked for a tunnel; null connects directly.</summary>
    public Uri? Proxy { get; init; }

    /// <summary>The certificate to show to the server, with its chain; null where provider tokens are used.</summary>
    public X509Certificate2? ClientCertificate { get; init; }

    public X509Certificate2Collection? ClientChain { get; init; }

    /// <summary>Roots that are trusted beside those of the operating system.</summary>
    public X509Certificate2Collection? AdditionalRoots { get; init; }

    /// <summary>The time that each step may take: the name, each address, the proxy, TLS.</summary>
    public TimeSpan StepTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long one address is tried alone before the next is tried beside it (RFC 8305 section 5).</summary>
    public TimeSpan AddressDelay { get; init; } = TimeSpan.FromMilliseconds(250);

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Resolves a name; replaced in tests.</summary>
    public Func<string, CancellationToken, Task<System.Net.IPAddress[]>> Resolve { get; init; } =
        static (host, cancellation) => System.Net.Dns.GetHostAddressesAsync(host, cancellation);

    /// <summary>Makes a TCP socket; replaced in tests.</summary>
    public Func<AddressFamily, Socket> Open { get; init; } =
        static family => new Socket(family, SocketType.Stream, ProtocolType.Tcp);

    public static DialRequest For(ApnsConnectionOptions options)
    {
        var certificate = options.Credential as CertificateCredential;
        var request = new DialRequest
        {
            Host = options.Endpoint.Host,
            Port = options.Endpoint.Port,
            Proxy = options.Proxy,
            ClientCertificate = certificate?.Certificate,
            ClientChain = certificate?.Chain,
            AdditionalRoots = options.AdditionalRoots,
            StepTimeout = options.ConnectTimeout,
            Time = options.Time,
        };
        return options.Resolve is { } resolve ? request with { Resolve = resolve } : request;
    }
}
