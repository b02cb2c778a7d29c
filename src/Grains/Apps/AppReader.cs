using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Push.Apns;
using Push.Grains.Notifications;

namespace Push.Grains.Apps;

/// <summary>Reads one app's options and files, and collects everything that is wrong with them.</summary>
internal sealed class AppReader(string name, AppOptions options, DateTimeOffset now)
{
    private const int MaxConnections = 256;

    private readonly List<string> _errors = [];

    public IReadOnlyList<string> Errors => _errors;

    /// <summary>The app, or null when there are errors.</summary>
    public App? Read()
    {
        Check(Name.IsValid(name), "the name may have 1 to 64 letters, digits, '-', '_' and '.' only");
        Check(Enum.IsDefined(options.Environment), "Environment is production, sandbox or simulator");
        Check(options.Connections is >= 1 and <= MaxConnections, $"Connections is 1 to {MaxConnections}");
        Check(options.Port is null or (> 0 and <= 65535), "Port is 1 to 65535");
        Check(options.Environment != ApnsEnvironment.Simulator || options.Port is not null,
            "the environment simulator needs Port");
        Check(options.KeyFile is null != (options.CertificateFile is null),
            "give either KeyFile, with KeyId and TeamId, or CertificateFile");
        var signer = options.KeyFile is { } keyFile ? Try(() => ReadKey(keyFile)) : null;
        var certificate = options.CertificateFile is { } file ? Try(() => ReadCertificate(file)) : null;
        var roots = Try(ReadRoots);
        if (_errors.Count > 0) return null;
        return new App(name, ApnsEndpoint.For(options.Environment, options.Host, options.Port), options.Connections)
        {
            Topic = options.Topic ?? (certificate?.Topics is [var first, ..] ? first : null),
            Signer = signer,
            Certificate = certificate,
            Roots = roots,
        };
    }

    private ProviderTokenSigner ReadKey(string file)
    {
        Check(!string.IsNullOrEmpty(options.Topic), "Topic is required with KeyFile");
        return ProviderTokenSigner.FromFile(
            file, options.TeamId ?? throw new ArgumentException("TeamId is required with KeyFile"), options.KeyId);
    }

    private CertificateCredential ReadCertificate(string file)
    {
        var password = options.CertificatePasswordFile is { } path ? File.ReadLines(path).FirstOrDefault() : null;
        var certificate = ClientCertificateFile.Read(file, password, now);
        Check(certificate.Allows(options.Environment),
            $"{file}: the certificate is for the other environment than {options.Environment}");
        Check(options.Topic is null || certificate.Topics.Count == 0 || certificate.Topics.Contains(options.Topic),
            $"{file}: the certificate does not allow the topic {options.Topic}");
        return certificate;
    }

    private X509Certificate2Collection? ReadRoots()
    {
        if (options.RootCertificateFile is not { } file) return options.AdditionalRoots;
        return [.. options.AdditionalRoots ?? [], X509CertificateLoader.LoadCertificateFromFile(file)];
    }

    private T? Try<T>(Func<T> read) where T : class?
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is CredentialException or ArgumentException or IOException
            or UnauthorizedAccessException or CryptographicException)
        {
            _errors.Add($"Push:Apps:{name}: {e.Message}");
            return null;
        }
    }

    private void Check(bool holds, string otherwise)
    {
        if (!holds) _errors.Add($"Push:Apps:{name}: {otherwise}.");
    }
}
