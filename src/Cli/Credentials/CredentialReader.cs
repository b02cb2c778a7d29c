using System.Security.Cryptography.X509Certificates;
using Push.Apns;

namespace Push.Cli.Credentials;

/// <summary>Finds out what a file is and what it is good for.</summary>
internal static class CredentialReader
{
    private const string AnyId = "0000000000";

    /// <exception cref="CredentialException">It is no credential, or can't be opened; the message says why.</exception>
    public static CredentialResult Read(string path, string? password, string? certificateKey, DateTimeOffset now) =>
        certificateKey is null && ProviderTokenSigner.IsKeyFile(path) ? Key(path) : Certificate(path, password, certificateKey, now);

    private static CredentialResult Key(string path)
    {
        var keyId = AppleIdentifier.KeyIdOf(path);
        // Its ids are looked at by nobody: the key itself is.
        using var signer = ProviderTokenSigner.FromFile(path, AnyId, keyId ?? AnyId);
        return new CredentialResult
        {
            File = path,
            Kind = "providerKey",
            Good = true,
            KeyId = keyId,
            Algorithm = "P-256, for ES256",
            Remarks = keyId is null
                ? ["the name is not of the form AuthKey_XXXXXXXXXX.p8: the key id must be given, with KeyId or --key-id"]
                : [],
        };
    }

    private static CredentialResult Certificate(string path, string? password, string? certificateKey, DateTimeOffset now)
    {
        using var credential = ClientCertificateFile.Read(path, password, now: null, certificateKey);
        var certificate = credential.Certificate;
        return new CredentialResult
        {
            File = path,
            Kind = "certificate",
            Good = now >= credential.NotBefore && now <= credential.ExpiresAt,
            Remarks = [.. Remarks(credential, now)],
            Use = credential.CertificateKind.ToString().ToLowerInvariant(),
            Topics = credential.Topics,
            Environments = [.. Environments(credential)],
            TeamId = credential.TeamId,
            Algorithm = Algorithm(certificate),
            Issuer = certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: true),
            SerialNumber = certificate.SerialNumber,
            ValidFrom = credential.NotBefore.ToUniversalTime(),
            ExpiresAt = credential.ExpiresAt.ToUniversalTime(),
            DaysLeft = Math.Max(0, (int)(credential.ExpiresAt - now).TotalDays),
            Chain = credential.Chain.Count,
        };
    }

    private static IEnumerable<string> Remarks(CertificateCredential credential, DateTimeOffset now)
    {
        if (now < credential.NotBefore) yield return $"the certificate is not valid before {credential.NotBefore.ToUniversalTime():u}";
        if (credential.ExpiryWarning(now) is { } warning) yield return warning;
        if (credential.Topics.Count == 0) yield return "the certificate names no topic: it is none of Apple's for pushes";
        if (credential.Chain.Count == 0) yield return "the file holds no intermediate certificate: APNs may not find the way to its root";
    }

    private static IEnumerable<string> Environments(CertificateCredential credential)
    {
        if (credential.ForProduction) yield return "production";
        if (credential.ForSandbox) yield return "sandbox";
    }

    private static string Algorithm(X509Certificate2 certificate)
    {
        using var rsa = certificate.GetRSAPublicKey();
        if (rsa is not null) return $"RSA, {rsa.KeySize} bits";
        using var curve = certificate.GetECDsaPublicKey();
        return curve is not null ? $"elliptic curve, {curve.KeySize} bits" : certificate.GetKeyAlgorithm();
    }
}
