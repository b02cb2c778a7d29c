using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Push.Apns;
using Push.Apns.Connections;
using Push.Cli.CommandLine;

namespace Push.Cli.Sending;

/// <summary>Checks the settings of a target, all of them, and loads what they name.</summary>
internal static class TargetReader
{
    /// <summary>The target; null when <paramref name="problems"/> says why there is none.</summary>
    public static Target? Read(
        TargetSettings settings, FieldNames names, TimeProvider time, Problems problems, EndpointKind kind)
    {
        var environment = Environment(settings, names, problems);
        if (kind == EndpointKind.Channels)
        {
            settings = settings with { Host = settings.ChannelHost, Port = settings.ChannelPort };
            names = names with { Port = names.ChannelPort };
        }

        var lacksPort = environment == ApnsEnvironment.Simulator && settings.Port is null;
        if (lacksPort)
        {
            problems.Add(names.Port, "is needed with the environment simulator: the one that push simulator printed");
        }

        if (settings.Port is < 1 or > ushort.MaxValue) problems.Add(names.Port, "is 1 to 65535");
        if (kind == EndpointKind.Broadcast && settings.BroadcastPort is < 1 or > ushort.MaxValue)
        {
            problems.Add(names.BroadcastPort, "is 1 to 65535");
        }

        var endpoint = environment is { } known && !lacksPort ? Endpoint(kind, known, settings) : null;
        var credential = CredentialLoader.Load(settings, environment, time, names, problems);
        if (settings.Topic is { } topic && credential is CertificateCredential certificate && !certificate.Covers(topic))
        {
            problems.Add(names.Topic, $"{topic} is none of the certificate's: {string.Join(", ", certificate.Topics)}");
        }

        if (settings.Topic is null && credential is TokenCredential)
        {
            problems.Add(names.Topic, "is needed with a provider key: the app's bundle id");
        }

        var roots = Roots(settings, names, problems);
        var proxy = endpoint is null ? null : Proxy(settings.Proxy, endpoint, problems);
        if (problems.Any || environment is not { } place || endpoint is null || credential is null) return null;
        return new Target(place, endpoint, credential)
        {
            Topic = settings.Topic ?? (credential is CertificateCredential { Topics: [var first, ..] } ? first : null),
            Roots = roots,
            Proxy = proxy,
        };
    }

    private static ApnsEnvironment? Environment(TargetSettings settings, FieldNames names, Problems problems)
    {
        if (settings.Environment is null)
        {
            problems.Add(names.Environment, "is needed: sandbox, production or simulator");
        }
        else if (Enum.TryParse(settings.Environment, ignoreCase: true, out ApnsEnvironment environment)
            && !char.IsAsciiDigit(settings.Environment[0]))
        {
            return environment;
        }
        else
        {
            problems.Add(names.Environment, $"must be sandbox, production or simulator, not {settings.Environment}");
        }

        return null;
    }

    private static ApnsEndpoint Endpoint(EndpointKind kind, ApnsEnvironment environment, TargetSettings settings)
    {
        if (kind == EndpointKind.Channels) return ChannelClientOptions.EndpointOf(environment, settings.Host, settings.Port);
        var endpoint = ApnsEndpoint.For(environment, settings.Host, settings.Port);
        return kind == EndpointKind.Broadcast
            ? new ApnsEndpoint(settings.BroadcastHost ?? endpoint.Host, settings.BroadcastPort ?? endpoint.Port)
            : endpoint;
    }

    private static X509Certificate2Collection? Roots(TargetSettings settings, FieldNames names, Problems problems)
    {
        if (settings.RootCertificateFile is not { } file) return null;
        try
        {
            var roots = new X509Certificate2Collection();
            var isPem = File.ReadAllText(file).Contains("-----BEGIN CERTIFICATE-----", StringComparison.Ordinal);
            if (isPem) roots.ImportFromPemFile(file);
            else roots.Add(X509CertificateLoader.LoadCertificateFromFile(file));
            return roots;
        }
        catch (CryptographicException)
        {
            problems.Add(names.RootCertificateFile, $"{file} is no certificate (PEM or DER)");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problems.Add(names.RootCertificateFile, File.Exists(file) ? $"can't read {file}: {e.Message}" : $"no file {file}");
        }

        return null;
    }

    private static Uri? Proxy(string? configured, ApnsEndpoint endpoint, Problems problems)
    {
        try
        {
            var rules = configured is not null
                ? new ProxyRules(configured, System.Environment.GetEnvironmentVariable("NO_PROXY"))
                : ProxyRules.FromEnvironment(System.Environment.GetEnvironmentVariable);
            return rules.For(endpoint.Host, endpoint.Port);
        }
        catch (FormatException e)
        {
            problems.Add(configured is null ? "HTTPS_PROXY" : "Push:Proxy", e.Message);
            return null;
        }
    }
}
