using System.Security.Cryptography.X509Certificates;

namespace Push.Apns;

/// <summary>Where channels are managed, as whom, and how patiently.</summary>
public sealed record ChannelClientOptions
{
    private const string ProductionHost = "api-manage-broadcast.push.apple.com";
    private const string SandboxHost = "api-manage-broadcast.sandbox.push.apple.com";
    private const int ProductionPort = 2196;
    private const int SandboxPort = 2195;

    /// <summary>Host and port; see <see cref="EndpointOf"/>.</summary>
    public required ApnsEndpoint Endpoint { get; init; }

    /// <summary>Provider tokens, or the client certificate to show.</summary>
    public required ApnsCredential Credential { get; init; }

    /// <summary>An <c>http://user:password@host:port</c> proxy; by default none.</summary>
    public Uri? Proxy { get; init; }

    /// <summary>Roots that are trusted beside those of the operating system; by default none.</summary>
    public X509Certificate2Collection? AdditionalRoots { get; init; }

    /// <summary>How long a request may take, connecting included. Default 20 s.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The clock. Default the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>
    /// Where an environment's channels are managed (Apple, "Sending channel management requests to APNs"), with host or port
    /// replaced where given.
    /// </summary>
    /// <exception cref="ArgumentException">A simulator without a port: it has no usual one.</exception>
    public static ApnsEndpoint EndpointOf(ApnsEnvironment environment, string? host = null, int? port = null) => environment switch
    {
        ApnsEnvironment.Production => new ApnsEndpoint(host ?? ProductionHost, port ?? ProductionPort),
        ApnsEnvironment.Sandbox => new ApnsEndpoint(host ?? SandboxHost, port ?? SandboxPort),
        _ => new ApnsEndpoint(host ?? "localhost",
            port ?? throw new ArgumentException("The environment simulator needs a port.", nameof(port))),
    };

    /// <summary>The endpoint only: a proxy's address holds its password.</summary>
    public override string ToString() => Endpoint.ToString();
}
