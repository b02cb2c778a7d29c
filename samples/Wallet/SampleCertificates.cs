using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Push.Samples;

/// <summary>
/// Certificates that look like Apple's, made for one run: enough for the simulator and for openssl, worth nothing to a
/// device. With those of your own developer account the samples' settings are the same.
/// </summary>
internal static class SampleCertificates
{
    private const string Team = "TEAM123456";

    /// <summary>Writes <c>certificate.p12</c> for a pass type or website push id, and <c>intermediate.cer</c>.</summary>
    public static void Write(string folder, string identifier)
    {
        using var root = Issue("CN=Sample Root", null, Authority());
        using var intermediate = Issue("CN=Sample Intermediate,O=Example", root, Authority());
        var name = new X500DistinguishedNameBuilder();
        name.Add("0.9.2342.19200300.100.1.1", identifier);
        name.AddCommonName(identifier);
        name.AddOrganizationalUnitName(Team);
        using var certificate = Issue(name.Build().Name, intermediate, Leaf(identifier));
        File.WriteAllBytes(Path.Combine(folder, "certificate.p12"), certificate.Export(X509ContentType.Pkcs12)!);
        File.WriteAllBytes(Path.Combine(folder, "intermediate.cer"), intermediate.RawData);
    }

    private static X509Extension[] Authority() => [new X509BasicConstraintsExtension(true, false, 0, critical: true)];

    private static X509Extension[] Leaf(string identifier)
    {
        var type = new AsnWriter(AsnEncodingRules.DER);
        type.WriteCharacterString(UniversalTagNumber.UTF8String, identifier);
        return
        [
            new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.2"), new Oid("1.2.840.113635.100.4.14")], critical: true),
            new X509Extension("1.2.840.113635.100.6.3.2", [5, 0], critical: false),
            new X509Extension("1.2.840.113635.100.6.1.16", type.Encode(), critical: false),
        ];
    }

    private static X509Certificate2 Issue(string subject, X509Certificate2? issuer, X509Extension[] extensions)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        foreach (var extension in extensions) request.CertificateExtensions.Add(extension);
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        var (from, to) = (TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(365));
        if (issuer is null) return request.CreateSelfSigned(from, to);
        request.CertificateExtensions.Add(
            X509AuthorityKeyIdentifierExtension.CreateFromCertificate(issuer, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        using var certificate = request.Create(issuer, from, issuer.NotAfter, RandomNumberGenerator.GetBytes(16));
        return certificate.CopyWithPrivateKey(key);
    }
}
