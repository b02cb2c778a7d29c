using System.Net;

namespace Push.Apns.Connections;

/// <summary>
/// Which proxy, if any, a connection goes through: the configured one, or that of HTTPS_PROXY (ALL_PROXY) unless NO_PROXY
/// names the host. Names in NO_PROXY match themselves and what ends in them; addresses match exactly or by network
/// (10.0.0.0/8); an entry may end in a port; <c>*</c> matches all.
/// </summary>
public sealed class ProxyRules
{
    private readonly Uri? _proxy;
    private readonly string[] _exceptions;

    /// <summary>Makes rules.</summary>
    /// <param name="proxy">An <c>http://user:password@host:port</c> address; null connects directly.</param>
    /// <param name="exceptions">A list as in NO_PROXY, separated by commas.</param>
    /// <exception cref="FormatException">The proxy is not an absolute <c>http</c> address.</exception>
    public ProxyRules(string? proxy, string? exceptions = null)
    {
        if (!string.IsNullOrWhiteSpace(proxy)) _proxy = Parse(proxy.Trim());
        _exceptions = (exceptions ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Reads HTTPS_PROXY, else ALL_PROXY, and NO_PROXY, each in capitals or small letters.</summary>
    /// <param name="variable">Reads one environment variable.</param>
    /// <exception cref="FormatException">The proxy is not an absolute <c>http</c> address.</exception>
    public static ProxyRules FromEnvironment(Func<string, string?> variable)
    {
        ArgumentNullException.ThrowIfNull(variable);
        string? Either(string name) => variable(name) is { Length: > 0 } value ? value : variable(name.ToLowerInvariant());
        return new ProxyRules(Either("HTTPS_PROXY") is { Length: > 0 } proxy ? proxy : Either("ALL_PROXY"), Either("NO_PROXY"));
    }

    /// <summary>The proxy for a host and port; null connects directly.</summary>
    /// <param name="host">The host that is connected to.</param>
    /// <param name="port">Its port.</param>
    public Uri? For(string host, int port) =>
        _proxy is null || Array.Exists(_exceptions, e => Matches(e, host, port)) ? null : _proxy;

    private static Uri Parse(string text)
    {
        var address = text.Contains("://", StringComparison.Ordinal) ? text : "http://" + text;
        return Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttp && uri.Host.Length > 0
            ? uri
            : throw new FormatException("A proxy is given as http://user:password@host:port; https and socks proxies are not supported.");
    }

    private static bool Matches(string entry, string host, int port)
    {
        if (entry == "*") return true;
        if (IPAddress.TryParse(host, out var address))
            return IPNetwork.TryParse(entry, out var network) ? network.Contains(address)
                : IPAddress.TryParse(entry, out var exact) && exact.Equals(address)
                || IPEndPoint.TryParse(entry, out var point) && point.Port == port && point.Address.Equals(address);
        var colon = entry.LastIndexOf(':');
        if (colon > 0)
        {
            if (!int.TryParse(entry.AsSpan(colon + 1), out var only) || only != port) return false;
            entry = entry[..colon];
        }

        var name = entry.TrimStart('*').TrimStart('.');
        return host.Equals(name, StringComparison.OrdinalIgnoreCase)
            || host.EndsWith("." + name, StringComparison.OrdinalIgnoreCase);
    }
}
