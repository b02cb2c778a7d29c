using System.Security.Cryptography.X509Certificates;

namespace Push.Apns.Packages;

/// <summary>What a signing certificate says of its owner.</summary>
public sealed record SignerIdentity
{
    private const string PassSigning = "1.2.840.113635.100.4.14";

    /// <summary>The pass type identifier (<c>pass.…</c>) or website push id (<c>web.…</c>); null if it names none.</summary>
    public required string? Identifier { get; init; }

    /// <summary>The team, the subject's organizational unit; null if it names none.</summary>
    public required string? TeamId { get; init; }

    /// <summary>The subject's common name.</summary>
    public required string Name { get; init; }

    /// <summary>From when the certificate is valid.</summary>
    public required DateTimeOffset NotBefore { get; init; }

    /// <summary>Until when the certificate is valid.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Whether the certificate is for passes: its extended key usage has 1.2.840.113635.100.4.14.</summary>
    public required bool SignsPasses { get; init; }

    /// <summary>Whether signatures carry the intermediate that issued the certificate. Wallet needs it.</summary>
    public required bool HasIntermediate { get; init; }

    /// <summary>Reads a certificate.</summary>
    /// <param name="certificate">The certificate; its private key is not needed.</param>
    /// <param name="hasIntermediate">Whether the one that issued it goes along.</param>
    public static SignerIdentity Of(X509Certificate2 certificate, bool hasIntermediate) => new()
    {
        Identifier = ApnsCertificate.TextOf(certificate, ApnsCertificate.PassExtension) ?? ApnsCertificate.UserIdOf(certificate),
        TeamId = ApnsCertificate.TeamId(certificate),
        Name = certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false),
        NotBefore = certificate.NotBefore.ToUniversalTime(),
        ExpiresAt = certificate.NotAfter.ToUniversalTime(),
        SignsPasses = certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>()
            .Any(usage => usage.EnhancedKeyUsages[PassSigning] is not null),
        HasIntermediate = hasIntermediate,
    };
}
