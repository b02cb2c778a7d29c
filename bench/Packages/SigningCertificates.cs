using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Push.Bench.Packages;

/// <summary>Certificates as Apple's for passes look: one on RSA and one on P-256, issued by an intermediate.</summary>
sealed class SigningCertificates : IDisposable
{
    private static readonly DateTimeOffset From = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset To = From.AddYears(29);

    private readonly X509Certificate2 _issuer;

    public SigningCertificates()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=Bench Intermediate", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, critical: true));
        var root = new X500DistinguishedName("CN=Bench Root");
        using var certificate = request.Create(root, X509SignatureGenerator.CreateForRSA(key, RSASignaturePadding.Pkcs1), From, To, [2]);
        _issuer = certificate.CopyWithPrivateKey(key);
        Intermediate = X509CertificateLoader.LoadCertificate(_issuer.RawData);
    }

    public X509Certificate2 Intermediate { get; }

    public X509Certificate2 Rsa()
    {
        using var key = RSA.Create(2048);
        using var certificate = Issue(new CertificateRequest(Subject, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        return certificate.CopyWithPrivateKey(key);
    }

    public X509Certificate2 P256()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = Issue(new CertificateRequest(Subject, key, HashAlgorithmName.SHA256));
        return certificate.CopyWithPrivateKey(key);
    }

    public void Dispose()
    {
        _issuer.Dispose();
        Intermediate.Dispose();
    }

    private static X500DistinguishedName Subject
    {
        get
        {
            var name = new X500DistinguishedNameBuilder();
            name.Add("0.9.2342.19200300.100.1.1", SamplePass.Identifier);
            name.AddCommonName($"Pass Type ID: {SamplePass.Identifier}");
            name.AddOrganizationalUnitName(SamplePass.TeamId);
            return name.Build();
        }
    }

    private X509Certificate2 Issue(CertificateRequest request)
    {
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.2.840.113635.100.4.14")], critical: false));
        using var key = _issuer.GetRSAPrivateKey()!;
        var generator = X509SignatureGenerator.CreateForRSA(key, RSASignaturePadding.Pkcs1);
        return request.Create(_issuer.SubjectName, generator, From, To, RandomNumberGenerator.GetBytes(8));
    }
}
