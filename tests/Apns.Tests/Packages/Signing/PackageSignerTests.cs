using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Time.Testing;
using Push.Apns.Packages;
using Push.Testing;

namespace Push.Apns.Tests.Packages.Signing;

public sealed class PackageSignerTests : IDisposable
{
    private readonly TestAuthority _authority = new();
    private readonly TempFolder _folder = new();

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Sign_HasWhatAppleAsksFor()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 5, 4, 3, 2, 1, TimeSpan.Zero));
        using var signer = new PackageSigner(_authority.Signer(new TestSigningCertificate()), [_authority.Root, _authority.Intermediate], time);

        var cms = new SignedCms(new ContentInfo("{}"u8.ToArray()), detached: true);
        cms.Decode(signer.Sign("{}"u8.ToArray()));

        Assert.True(cms.Detached);
        var info = Assert.Single(cms.SignerInfos.Cast<SignerInfo>());
        Assert.Equal("2.16.840.1.101.3.4.2.1", info.DigestAlgorithm.Value);
        Assert.Equal(["1.2.840.113549.1.9.3", "1.2.840.113549.1.9.4", "1.2.840.113549.1.9.5"],
            info.SignedAttributes.Cast<CryptographicAttributeObject>().Select(attribute => attribute.Oid.Value).Order());
        Assert.Contains(info.SignedAttributes.Cast<CryptographicAttributeObject>(),
            attribute => attribute.Values[0] is Pkcs9SigningTime signed && signed.SigningTime == time.GetUtcNow());
        Assert.Equal(2, cms.Certificates.Count);
        Assert.Contains(_authority.Intermediate, cms.Certificates);
    }

    [Fact]
    public void Create_OtherIntermediate_NamesBoth()
    {
        using var other = new TestAuthority();
        using var certificate = _authority.Signer(new TestSigningCertificate());
        var refused = Assert.Throws<CredentialException>(() => new PackageSigner(certificate, [other.Root]));
        Assert.Contains("was issued by CN=Test Intermediate G4", refused.Message, StringComparison.Ordinal);
        Assert.Contains("another: CN=Test Root", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_SameNameOtherKey_IsNoIntermediateOfIt()
    {
        using var other = new TestAuthority();
        using var certificate = _authority.Signer(new TestSigningCertificate());
        Assert.Throws<CredentialException>(() => new PackageSigner(certificate, [other.Intermediate]));
    }

    [Fact]
    public void Create_WithoutPrivateKey_IsRefused()
    {
        using var certificate = X509CertificateLoader.LoadCertificate(_authority.Signer(new TestSigningCertificate()).RawData);
        Assert.Equal(CredentialFault.NoPrivateKey, Assert.Throws<CredentialException>(() => new PackageSigner(certificate, [])).Fault);
    }

    [Theory]
    [InlineData(1024)]
    [InlineData(384)]
    public void Create_WeakOrStrangeKey_IsRefused(int bits)
    {
        using var certificate = SelfSigned(bits);
        var refused = Assert.Throws<CredentialException>(() => new PackageSigner(certificate, []));
        Assert.Equal(CredentialFault.WrongAlgorithm, refused.Fault);
        Assert.Contains("RSA of 2,048 bits or more, or P-256", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FromFile_IntermediateInTheP12_IsFoundThere()
    {
        using var certificate = _authority.Signer(new TestSigningCertificate());
        var all = new X509Certificate2Collection { certificate, _authority.Root, _authority.Intermediate };
        using var signer = PackageSigner.FromFile(_folder.Write("pass.p12", all.Export(X509ContentType.Pkcs12, "secret")!), "secret", null);
        Assert.True(signer.Identity.HasIntermediate);
        Assert.Equal(2, signer.Chain.Count);
    }

    [Fact]
    public void FromFile_PemWithItsKeyElsewhere_Signs()
    {
        using var certificate = _authority.Signer(new TestSigningCertificate { Rsa = true });
        using var key = certificate.GetRSAPrivateKey()!;
        using var signer = PackageSigner.FromFile(
            _folder.Write("cert.pem", certificate.ExportCertificatePem()), null,
            _folder.Write("intermediate.pem", _authority.Intermediate.ExportCertificatePem()),
            key: _folder.Write("key.pem", key.ExportPkcs8PrivateKeyPem()));
        Assert.NotEmpty(signer.Sign(new byte[1]));
    }

    [Fact]
    public void Sign_ExpiredMeanwhile_IsRefused()
    {
        var time = new FakeTimeProvider(Validity.Current.From);
        using var signer = new PackageSigner(_authority.Signer(new TestSigningCertificate()), [], time);
        time.SetUtcNow(Validity.Current.To.AddSeconds(1));
        Assert.Equal(CredentialFault.NotValidNow, Assert.Throws<CredentialException>(() => signer.Sign(new byte[1])).Fault);
    }

    private static X509Certificate2 SelfSigned(int bits)
    {
        if (bits == 384)
        {
            using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP384);
            return new CertificateRequest("CN=Test", curve, HashAlgorithmName.SHA256).CreateSelfSigned(Validity.Current.From, Validity.Current.To);
        }
        using var rsa = RSA.Create(bits);
        return new CertificateRequest("CN=Test", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(Validity.Current.From, Validity.Current.To);
    }
}
