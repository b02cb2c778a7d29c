using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Push.Testing;

/// <summary>A certificate authority in memory with a root and an intermediate, as Apple's.</summary>
public sealed class TestAuthority : IDisposable
{
    private readonly X509Certificate2 _root;
    private readonly X509Certificate2 _intermediate;

    public TestAuthority()
    {
        _root = Sign("CN=Test Root", null, CertificateExtensions.Authority, Validity.Current);
        _intermediate = Sign(
            "CN=Test Intermediate G4,O=Example", _root, CertificateExtensions.Intermediate, Validity.Current);
        Root = X509CertificateLoader.LoadCertificate(_root.RawData);
        Intermediate = X509CertificateLoader.LoadCertificate(_intermediate.RawData);
    }

    /// <summary>What clients have to trust; without its key.</summary>
    public X509Certificate2 Root { get; }

    /// <summary>Issued by the root, it issues the clients' certificates; without its key.</summary>
    public X509Certificate2 Intermediate { get; }

    /// <summary>
    /// A server's certificate with its key, issued by the root, for localhost, 127.0.0.1 and ::1 unless told.
    /// </summary>
    public X509Certificate2 Server(params string[] hosts)
    {
        var names = new SubjectAlternativeNameBuilder();
        foreach (var host in hosts is [] ? ["localhost", "127.0.0.1", "::1"] : hosts)
        {
            if (IPAddress.TryParse(host, out var address)) names.AddIpAddress(address);
            else names.AddDnsName(host);
        }
        return Sign("CN=Test Server", _root, [.. CertificateExtensions.Server, names.Build()], Validity.Current);
    }

    /// <summary>
    /// A certificate with its key that looks like one of Apple's for APNs, issued by the intermediate.
    /// </summary>
    public X509Certificate2 Client(TestClientCertificate looks) =>
        Sign(looks.Subject, _intermediate, looks.Extensions(), looks.Validity);

    /// <summary>The same with an RSA key, as Apple's have.</summary>
    public X509Certificate2 RsaClient(TestClientCertificate looks) => SignRsa(looks.Subject, looks.Extensions(), looks.Validity);

    /// <summary>A certificate with its key that looks like one of Apple's for packages, issued by the intermediate.</summary>
    public X509Certificate2 Signer(TestSigningCertificate looks) => looks.Rsa
        ? SignRsa(looks.Subject, looks.Extensions(), looks.Validity)
        : Sign(looks.Subject, _intermediate, looks.Extensions(), looks.Validity);

    /// <summary>The same as a <c>.p12</c> file with the intermediate in it.</summary>
    public byte[] ClientP12(TestClientCertificate looks, string? password)
    {
        using var client = Client(looks);
        var all = new X509Certificate2Collection { client, Intermediate };
        return all.Export(X509ContentType.Pkcs12, password)!;
    }

    public void Dispose()
    {
        _root.Dispose();
        _intermediate.Dispose();
        Root.Dispose();
        Intermediate.Dispose();
    }

    private X509Certificate2 SignRsa(X500DistinguishedName subject, IEnumerable<X509Extension> extensions, Validity validity)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = Issue(request, _intermediate, extensions, validity);
        return certificate.CopyWithPrivateKey(key);
    }

    private static X509Certificate2 Sign(
        string subject, X509Certificate2? issuer, IEnumerable<X509Extension> extensions, Validity validity) =>
        Sign(new X500DistinguishedName(subject), issuer, extensions, validity);

    private static X509Certificate2 Sign(
        X500DistinguishedName subject,
        X509Certificate2? issuer,
        IEnumerable<X509Extension> extensions,
        Validity validity)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        if (issuer is not null)
        {
            using var certificate = Issue(request, issuer, extensions, validity);
            return certificate.CopyWithPrivateKey(key);
        }
        Extend(request, extensions);
        return request.CreateSelfSigned(validity.From, validity.To);
    }

    private static X509Certificate2 Issue(
        CertificateRequest request, X509Certificate2 issuer, IEnumerable<X509Extension> extensions, Validity validity)
    {
        Extend(request, extensions);
        request.CertificateExtensions.Add(
            X509AuthorityKeyIdentifierExtension.CreateFromCertificate(issuer, includeKeyIdentifier: true, false));
        var signature = X509SignatureGenerator.CreateForECDsa(issuer.GetECDsaPrivateKey()!);
        return request.Create(
            issuer.SubjectName, signature, validity.From, validity.To, RandomNumberGenerator.GetBytes(16));
    }

    private static void Extend(CertificateRequest request, IEnumerable<X509Extension> extensions)
    {
        foreach (var extension in extensions) request.CertificateExtensions.Add(extension);
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
    }
}
