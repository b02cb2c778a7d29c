using System.Security.Cryptography.X509Certificates;
using Push.Grains.Apps;
using Push.Testing;

namespace Push.Grains.Packages;

public sealed class SignerOptionsTests : IDisposable
{
    private readonly TestAuthority _authority = new();
    private readonly TempFolder _folder = new();

    [Fact]
    public void FindErrors_ManySigners_ReportsAllWithTheirKeys()
    {
        using var other = new TestAuthority();
        var options = new PushOptions
        {
            Signers =
            {
                ["a b"] = new SignerOptions { CertificateFile = CertificateFile() },
                ["none"] = new SignerOptions(),
                ["lost"] = new SignerOptions { CertificateFile = _folder["nowhere.p12"] },
                ["password"] = new SignerOptions { CertificateFile = CertificateFile(), CertificatePasswordFile = _folder["nowhere"] },
                ["intermediate"] = new SignerOptions
                {
                    CertificateFile = CertificateFile(),
                    IntermediateFile = _folder.Write("other.cer", other.Root.RawData),
                },
            },
        };
        Assert.Collection(options.FindErrors(TimeProvider.System),
            error => Assert.StartsWith("Push:Signers:a b: the name", error, StringComparison.Ordinal),
            error => Assert.StartsWith("Push:Signers:none:CertificateFile: is needed", error, StringComparison.Ordinal),
            error => Assert.StartsWith("Push:Signers:lost:CertificateFile: ", error, StringComparison.Ordinal),
            error => Assert.StartsWith("Push:Signers:password:CertificatePasswordFile: ", error, StringComparison.Ordinal),
            error =>
            {
                Assert.StartsWith("Push:Signers:intermediate:IntermediateFile: ", error, StringComparison.Ordinal);
                Assert.Contains("the intermediate given is another: CN=Test Root", error, StringComparison.Ordinal);
            });
    }

    [Fact]
    public void FindErrors_SignerWithoutApp_IsEnough()
    {
        var options = new PushOptions { Signers = { ["coffee"] = new SignerOptions { CertificateFile = CertificateFile() } } };
        Assert.Empty(options.FindErrors(TimeProvider.System));
    }

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Dispose();
    }

    private string CertificateFile()
    {
        using var certificate = _authority.Signer(new TestSigningCertificate());
        return _folder.Write("pass.p12", certificate.Export(X509ContentType.Pkcs12, (string?)null)!);
    }
}
