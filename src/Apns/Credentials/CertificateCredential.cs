using System.Security.Cryptography.X509Certificates;

namespace Push.Apns;

/// <summary>The connection presents a client certificate; requests carry no provider token.</summary>
public sealed class CertificateCredential : ApnsCredential, IDisposable
{
    /// <summary>
    /// Takes a certificate that is already in memory; files are read by <see cref="ClientCertificateFile"/>.
    /// </summary>
    /// <param name="certificate">The certificate with its private key. It is disposed of with the credential.</param>
    /// <param name="chain">The intermediates to send along; disposed of as well.</param>
    /// <exception cref="CredentialException">The certificate has no private key.</exception>
    public CertificateCredential(X509Certificate2 certificate, X509Certificate2Collection chain)
    {
        if (!certificate.HasPrivateKey)
            throw new CredentialException(CredentialFault.NoPrivateKey, "The client certificate has no private key.");
        Certificate = certificate;
        Chain = chain;
        Topics = ApnsCertificate.Topics(certificate);
        TeamId = ApnsCertificate.TeamId(certificate);
        CertificateKind = ApnsCertificate.Kind(certificate);
        // Wallet passes are updated in production only.
        ForProduction = CertificateKind == ApnsCertificateKind.Pass
            || ApnsCertificate.HasExtension(certificate, ApnsCertificate.ProductionExtension);
        ForSandbox = ApnsCertificate.HasExtension(certificate, ApnsCertificate.SandboxExtension);
    }

    /// <inheritdoc/>
    public override CredentialKind Kind => CredentialKind.Certificate;

    /// <summary>A certificate that ends within this time is worth a word at every start: renewing one takes days.</summary>
    public static TimeSpan SoonExpiring { get; } = TimeSpan.FromDays(30);

    /// <summary>The certificate with its private key.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>The other certificates of the file: the intermediates to send along.</summary>
    public X509Certificate2Collection Chain { get; }

    /// <summary>
    /// All topics that the certificate allows, the app's own first. With one, requests may leave the topic out.
    /// </summary>
    public IReadOnlyList<string> Topics { get; }

    /// <summary>What it was issued for.</summary>
    public ApnsCertificateKind CertificateKind { get; }

    /// <summary>The team in the subject, if it names one.</summary>
    public string? TeamId { get; }

    /// <summary>Whether the certificate says that it is good for production.</summary>
    public bool ForProduction { get; }

    /// <summary>Whether the certificate says that it is good for the sandbox.</summary>
    public bool ForSandbox { get; }

    /// <summary>From when it is valid.</summary>
    public DateTimeOffset NotBefore => Certificate.NotBefore;

    /// <summary>Until when it is valid.</summary>
    public DateTimeOffset ExpiresAt => Certificate.NotAfter;

    /// <summary>
    /// Whether it may be used with an environment. One that names no environment isn't Apple's, and may be used
    /// anywhere.
    /// </summary>
    public bool Allows(ApnsEnvironment environment) => environment switch
    {
        ApnsEnvironment.Production => ForProduction || !ForSandbox,
        ApnsEnvironment.Sandbox => ForSandbox || !ForProduction,
        _ => true,
    };

    /// <summary>
    /// Whether it covers a topic: one of its own, which include those with a suffix. One that names no topic isn't Apple's,
    /// and covers any.
    /// </summary>
    public bool Covers(string topic) => Topics.Count == 0 || Topics.Contains(topic);

    /// <summary>A sentence to be said when it ends soon, or has ended; null while there is time.</summary>
    /// <param name="now">The time.</param>
    public string? ExpiryWarning(DateTimeOffset now)
    {
        var left = ExpiresAt - now;
        if (left <= TimeSpan.Zero) return $"the certificate expired at {ExpiresAt.ToUniversalTime():u}";
        return left < SoonExpiring
            ? $"the certificate expires in {Math.Floor(left.TotalDays)} days, at {ExpiresAt.ToUniversalTime():u}: renew it and replace the file"
            : null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Certificate.Dispose();
        foreach (var other in Chain) other.Dispose();
    }
}
