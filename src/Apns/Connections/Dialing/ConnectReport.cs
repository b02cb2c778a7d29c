using System.Net;
using System.Net.Security;
using System.Security.Authentication;

namespace Push.Apns.Connections;

/// <summary>A step on the way to a connection, in the order in which they are taken.</summary>
public enum ConnectStep
{
    /// <summary>The host's, or the proxy's, name is resolved afresh.</summary>
    Dns = 1,

    /// <summary>One address is tried over TCP. There is one such stage per address tried.</summary>
    Tcp,

    /// <summary>The proxy is asked for a tunnel.</summary>
    Proxy,

    /// <summary>TLS with the server's certificate verified, and <c>h2</c> chosen by ALPN.</summary>
    Tls,

    /// <summary>The peer's first SETTINGS frame is awaited.</summary>
    Settings,
}

/// <summary>What became of one step.</summary>
/// <param name="Step">Which step.</param>
/// <param name="Detail">What was tried and what came of it, for people.</param>
/// <param name="Took">The time from the step's begin to its end.</param>
/// <param name="Succeeded">Whether the step was passed. An address that lost the race was not.</param>
public sealed record ConnectStage(ConnectStep Step, string Detail, TimeSpan Took, bool Succeeded);

/// <summary>How a connection came about, or how far the attempt went.</summary>
public sealed record ConnectReport
{
    /// <summary>The steps in the order of their ends.</summary>
    public required IReadOnlyList<ConnectStage> Stages { get; init; }

    /// <summary>The address that the TCP connection was made to (the proxy's, if there is one).</summary>
    public IPEndPoint? Address { get; init; }

    /// <summary>The version of TLS; null while TLS was not finished.</summary>
    public SslProtocols? TlsVersion { get; init; }

    /// <summary>The cipher suite; null while TLS was not finished.</summary>
    public TlsCipherSuite? Cipher { get; init; }

    /// <summary>The protocol that the server chose by ALPN; empty if it chose none.</summary>
    public string Alpn { get; init; } = "";

    /// <summary>The subject of the server's certificate.</summary>
    public string? ServerCertificate { get; init; }
}
