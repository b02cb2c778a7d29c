using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Push.Apns;
using Push.Grains.Notifications;

namespace Push.Grains.Apps;

/// <summary>Reads one app's options and files, and collects everything that is wrong with them, each with its full key.</summary>
internal sealed class AppReader(string name, AppOptions options, DateTimeOffset now)
{
    private const int MaxConnections = 256;
    private const string AnyId = "0000000000";

    private readonly List<string> _errors = [];

    public IReadOnlyList<string> Errors => _errors;

    /// <summary>The app, or null when there are errors.</summary>
    public App? Read()
    {
        if (!Name.IsValid(name)) _errors.Add($"Push:Apps:{name}: the name of an app has 1 to 64 letters, digits, '-', '_' and '.'.");
        Check(Enum.IsDefined(options.Environment), nameof(AppOptions.Environment), "is production, sandbox or simulator");
        Check(options.Connections is >= 1 and <= MaxConnections, nameof(AppOptions.Connections), $"is 1 to {MaxConnections}");
        Check(options.BrakePercent is >= 1 and <= 100, nameof(AppOptions.BrakePercent), "is 1 to 100");
        Check(options.Port is null or (> 0 and <= ushort.MaxValue), nameof(AppOptions.Port), "is 1 to 65535");
        Check(options.ChannelPort is null or (> 0 and <= ushort.MaxValue), nameof(AppOptions.ChannelPort), "is 1 to 65535");
        Check(options.BroadcastPort is null or (> 0 and <= ushort.MaxValue), nameof(AppOptions.BroadcastPort), "is 1 to 65535");
        Check(options.Environment != ApnsEnvironment.Simulator || options.Port is not null, nameof(AppOptions.Port),
            "is needed with the environment simulator");
        Check(options.KeyFile is null || options.CertificateFile is null, nameof(AppOptions.KeyFile),
            "can't be given together with CertificateFile: an app has one credential");
        Check(options.CertificateKeyFile is null || options.CertificateFile is not null, nameof(AppOptions.CertificateKeyFile),
            "goes with CertificateFile, the certificate that the key belongs to");
        Check(options.KeyFile is not null || options.CertificateFile is not null, nameof(AppOptions.KeyFile),
            "is needed, with TeamId and KeyId; or CertificateFile");
        var signer = options.KeyFile is { } keyFile ? ReadKey(keyFile) : null;
        var certificate = options.CertificateFile is { } file ? ReadCertificate(file) : null;
        var roots = ReadRoots();
        if (_errors.Count > 0) return null;
        var endpoint = ApnsEndpoint.For(options.Environment, options.Host, options.Port);
        return new App(name, endpoint, options.Connections)
        {
            ChannelEndpoint = options.Environment == ApnsEnvironment.Simulator && options.ChannelPort is null
                ? null
                : ChannelClientOptions.EndpointOf(options.Environment, options.ChannelHost, options.ChannelPort),
            BroadcastEndpoint = new ApnsEndpoint(options.BroadcastHost ?? endpoint.Host, options.BroadcastPort ?? endpoint.Port),
            Topic = options.Topic ?? (certificate?.Topics is [var first, ..] ? first : null),
            BrakePercent = options.BrakePercent,
            Signer = signer,
            Certificate = certificate,
            Roots = roots,
        };
    }

    private ProviderTokenSigner? ReadKey(string file)
    {
        var keyId = options.KeyId ?? AppleIdentifier.KeyIdOf(file);
        Check(!string.IsNullOrEmpty(options.Topic), nameof(AppOptions.Topic), "is needed with KeyFile: the app's bundle id");
        Check(AppleIdentifier.IsWellFormed(options.TeamId), nameof(AppOptions.TeamId),
            "is needed with KeyFile: 10 letters and digits");
        Check(AppleIdentifier.IsWellFormed(keyId), nameof(AppOptions.KeyId), keyId is null
            ? $"is needed, because {file} doesn't have a name of the form AuthKey_XXXXXXXXXX.p8"
            : "is 10 letters and digits");
        // With wrong ids there is no app, but the file is looked at all the same.
        return Try(nameof(AppOptions.KeyFile), () => ProviderTokenSigner.FromFile(file,
            AppleIdentifier.IsWellFormed(options.TeamId) ? options.TeamId : AnyId,
            AppleIdentifier.IsWellFormed(keyId) ? keyId : AnyId));
    }

    private CertificateCredential? ReadCertificate(string file)
    {
        string? password = null;
        if (options.CertificatePasswordFile is { } passwordFile)
        {
            password = Try(nameof(AppOptions.CertificatePasswordFile), () => ClientCertificateFile.ReadPassword(passwordFile));
            if (password is null) return null;
        }
        var certificate = Try(nameof(AppOptions.CertificateFile), () => ClientCertificateFile.Read(file, password, now: null, options.CertificateKeyFile));
        if (certificate is null) return null;
        Check(now <= certificate.ExpiresAt, nameof(AppOptions.CertificateFile),
            $"{file}: the certificate expired at {certificate.ExpiresAt.ToUniversalTime():u}");
        Check(now >= certificate.NotBefore, nameof(AppOptions.CertificateFile),
            $"{file}: the certificate is not valid before {certificate.NotBefore.ToUniversalTime():u}");
        Check(certificate.Allows(options.Environment), nameof(AppOptions.Environment),
            $"contradicts the certificate {file}, which is for {(certificate.ForProduction ? "production" : "the sandbox")} only");
        Check(options.Topic is null || certificate.Covers(options.Topic), nameof(AppOptions.Topic),
            $"{options.Topic} is none of the certificate's: {string.Join(", ", certificate.Topics)}");
        return certificate;
    }

    private X509Certificate2Collection? ReadRoots()
    {
        if (options.RootCertificateFile is not { } file) return options.AdditionalRoots;
        var root = Try(nameof(AppOptions.RootCertificateFile), () => X509CertificateLoader.LoadCertificateFromFile(file));
        return root is null ? null : [.. options.AdditionalRoots ?? [], root];
    }

    private T? Try<T>(string key, Func<T> read) where T : class
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is CredentialException or IOException or UnauthorizedAccessException or CryptographicException)
        {
            Check(false, key, e.Message.TrimEnd('.'));
            return null;
        }
    }

    private void Check(bool holds, string key, string otherwise)
    {
        if (!holds) _errors.Add($"Push:Apps:{name}:{key}: {otherwise}.");
    }
}
