using System.Security.Cryptography.X509Certificates;

namespace Push.Apns.Connections;

/// <summary>Where to connect to, as whom, and how patient to be.</summary>
public sealed record ApnsConnectionOptions
{
    /// <summary>Host and port. The host is resolved afresh, verified by TLS, and sent as <c>:authority</c>.</summary>
    public required ApnsEndpoint Endpoint { get; init; }

    /// <summary>Provider tokens, or the client certificate to show.</summary>
    public required ApnsCredential Credential { get; init; }

    /// <summary>An <c>http://user:password@host:port</c> proxy that is asked for a tunnel; by default none. See <see cref="ProxyRules"/>.</summary>
    public Uri? Proxy { get; init; }

    /// <summary>Roots that are trusted beside those of the operating system, as for a simulator; by default none.</summary>
    public X509Certificate2Collection? AdditionalRoots { get; init; }

    /// <summary>How long an answer is awaited, counted from the writing of the notification, and how long a single send may wait to be written. Default 10 s.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long each step of connecting may take: name, each address, proxy, TLS, first SETTINGS. Default 10 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the answer to a PING is awaited before the connection counts as dead. Default 5 s.</summary>
    public TimeSpan PingTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Puts <c>authorization</c> into the HPACK table, one byte instead of some 200 per notification. Default false: one of
    /// Apple's pages says never to index it, a newer one that it may be.
    /// </summary>
    public bool IndexAuthorization { get; init; }

    /// <summary>The most streams to have open, whatever the peer allows. Default 4,000.</summary>
    public int MaxStreams { get; init; } = 4000;

    /// <summary>The most single sends that may wait to be written; one more is answered Busy. Default 10,000.</summary>
    public int MaxWaitingSends { get; init; } = 10_000;

    /// <summary>The clock. Default the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The endpoint only: a proxy's address holds its password.</summary>
    public override string ToString() => Endpoint.ToString();

    /// <summary>Resolves host names; null: the operating system.</summary>
    internal Func<string, CancellationToken, Task<System.Net.IPAddress[]>>? Resolve { get; init; }

    /// <summary>The highest stream id that counts as used; tests begin near the end.</summary>
    internal int UsedStreamId { get; init; }

    /// <summary>What the peer may send on the whole connection before it gets window back, bytes.</summary>
    internal int ReceiveWindow { get; init; } = 1 << 20;

    /// <summary>Reads the values that recipients bring along for templates. Default: none, so defaults are sent.</summary>
    public ITemplateValues? TemplateValues { get; init; }

    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrEmpty(Endpoint.Host);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Deadline, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(ConnectTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(PingTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxStreams, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxWaitingSends, 1);
        if (Proxy is { } proxy && proxy.Scheme != Uri.UriSchemeHttp)
            throw new ArgumentException($"A proxy is given as http://user:password@host:port, not {proxy.Scheme}.");
    }
}
