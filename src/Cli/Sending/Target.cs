using System.Security.Cryptography.X509Certificates;
using Push.Apns;
using Push.Apns.Connections;

namespace Push.Cli.Sending;

/// <summary>Where to send and as whom, checked and loaded: all that a connection needs.</summary>
internal sealed record Target(ApnsEnvironment Environment, ApnsEndpoint Endpoint, ApnsCredential Credential)
{
    /// <summary>The topic; null only with a certificate.</summary>
    public string? Topic { get; init; }

    /// <summary>Roots that are trusted beside the system's.</summary>
    public X509Certificate2Collection? Roots { get; init; }

    /// <summary>The proxy that is asked for a tunnel; null connects directly.</summary>
    public Uri? Proxy { get; init; }

    /// <summary>How people call the place: <c>sandbox (api.sandbox.push.apple.com:443)</c>.</summary>
    public string Name => $"{Environment.ToString().ToLowerInvariant()} ({Endpoint})";

    /// <summary>How channels are managed there, for a target that was read for it.</summary>
    public ChannelClientOptions ChannelOptions(TimeProvider time) => new()
    {
        Endpoint = Endpoint,
        Credential = Credential,
        AdditionalRoots = Roots,
        Proxy = Proxy,
        Time = time,
    };

    public ApnsConnectionOptions ConnectionOptions(TimeProvider time) => new()
    {
        Endpoint = Endpoint,
        Credential = Credential,
        AdditionalRoots = Roots,
        Proxy = Proxy,
        Time = time,
    };
}
