namespace Push.Apns.Connections;

/// <summary>Why no connection to the Apple Push Notification service could be made.</summary>
public enum ApnsConnectFailure
{
    /// <summary>The host name, or that of the proxy, could not be resolved to an address.</summary>
    Dns = 1,

    /// <summary>Every address refused the TCP connection, or the network has no route to it.</summary>
    Refused,

    /// <summary>A step did not finish within its time: TCP, the proxy, TLS, or the first SETTINGS frame.</summary>
    TimedOut,

    /// <summary>The server's certificate is not signed by a root that is trusted here.</summary>
    Untrusted,

    /// <summary>The server's certificate is trusted but made out to another name.</summary>
    WrongName,

    /// <summary>TLS succeeded, but the server does not speak HTTP/2 (no <c>h2</c> by ALPN, RFC 9113 section 3.2).</summary>
    NoHttp2,

    /// <summary>The CONNECT proxy answered with another status than 2xx, or with something that is no HTTP.</summary>
    ProxyRefused,

    /// <summary>The other side closed or reset the TCP connection before the connection was ready.</summary>
    Reset,

    /// <summary>TLS failed for another reason: no common version or cipher, or the client certificate was refused.</summary>
    Tls,

    /// <summary>The server ended the connection with GOAWAY, or broke the rules of HTTP/2, before it took a request.</summary>
    Http2,

    /// <summary>
    /// The attempt failed on this side: there was no socket to be had, as when too many files are open, or something that
    /// no step foresees.
    /// </summary>
    Local,
}
