namespace Push.Apns;

/// <summary>Where to connect to. The host is also what TLS verifies and what <c>:authority</c> says.</summary>
/// <param name="Host">The host's name or address.</param>
/// <param name="Port">The TCP port.</param>
public sealed record ApnsEndpoint(string Host, int Port = ApnsEndpoint.DefaultPort)
{
    /// <summary>The usual port.</summary>
    public const int DefaultPort = 443;

    /// <summary>The port that Apple offers for networks that let 443 through for HTTPS only.</summary>
    public const int AlternatePort = 2197;

    /// <summary>Production (Apple, "Sending notification requests to APNs").</summary>
    public static ApnsEndpoint Production { get; } = new("api.push.apple.com");

    /// <summary>Sandbox.</summary>
    public static ApnsEndpoint Sandbox { get; } = new("api.sandbox.push.apple.com");

    /// <summary>The endpoint of an environment, with host or port replaced where given.</summary>
    /// <exception cref="ArgumentException">A simulator without a port: it has no usual one.</exception>
    public static ApnsEndpoint For(ApnsEnvironment environment, string? host = null, int? port = null)
    {
        if (environment == ApnsEnvironment.Simulator && port is null)
            throw new ArgumentException("The environment simulator needs a port.", nameof(port));
        var usual = environment switch
        {
            ApnsEnvironment.Production => Production.Host,
            ApnsEnvironment.Sandbox => Sandbox.Host,
            _ => "localhost",
        };
        return new ApnsEndpoint(host ?? usual, port ?? DefaultPort);
    }

    /// <summary>Host and port as in <c>:authority</c>; an IPv6 address stands in brackets.</summary>
    public override string ToString() => Host.Contains(':') ? $"[{Host}]:{Port}" : $"{Host}:{Port}";
}
