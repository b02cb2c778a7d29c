using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Push.Apns.Packages;
using Push.Testing;

namespace Push.Apns.Tests.Packages;

/// <summary>The code of docs/packages.md, which quotes it from here.</summary>
public sealed class ExampleTests : IDisposable
{
    private readonly CancellationToken _stop = TestContext.Current.CancellationToken;
    private readonly SignedSample _sample = new();
    private readonly TempFolder _folder = new();

    public ExampleTests()
    {
        using var certificate = _sample.Authority.Signer(new TestSigningCertificate { Rsa = true });
        _folder.Write("pass.p12", certificate.Export(X509ContentType.Pkcs12, "secret")!);
        _folder.Write("AppleWWDRCAG4.cer", _sample.Authority.Intermediate.RawData);
        _folder.Write("AppleIncRootCertificate.cer", _sample.Authority.Root.RawData);
        _folder.Write("icon.png", TestPng.Encode(38, 38));
        _folder.Write("icon@2x.png", TestPng.Encode(76, 76));
        _folder.Write("icon@3x.png", TestPng.Encode(114, 114));
    }

    public void Dispose()
    {
        _sample.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Pass_AsDocumented_IsSignedAndVerified()
    {
        using var signer = PackageSigner.FromFile(_folder["pass.p12"], "secret", _folder["AppleWWDRCAG4.cer"]);
        var pass = new WalletPass(
        [
            PackageFile.FromBytes("pass.json", JsonSerializer.SerializeToUtf8Bytes(new
            {
                formatVersion = 1,
                passTypeIdentifier = signer.Identity.Identifier,
                teamIdentifier = signer.Identity.TeamId,
                serialNumber = "card-17",
                organizationName = "Example",
                description = "Coffee card",
                storeCard = new { primaryFields = new[] { new { key = "balance", label = "Balance", value = 25 } } },
            })),
            PackageFile.FromDisk("icon.png", _folder["icon.png"]),
            PackageFile.FromDisk("icon@2x.png", _folder["icon@2x.png"]),
            PackageFile.FromStream("icon@3x.png", async stop => new MemoryStream(await File.ReadAllBytesAsync(_folder["icon@3x.png"], stop))),
        ]);
        SignedPackage signed = await pass.SignAsync(signer, _stop);
        await signed.WriteFileAsync(_folder["coffee.pkpass"], _stop);

        Assert.Empty(signed.Warnings);
        var roots = CertificateFile.Read(_folder["AppleIncRootCertificate.cer"]);
        var report = await PackageVerifier.VerifyFileAsync(_folder["coffee.pkpass"], new PackageVerification { Roots = roots }, _stop);
        foreach (var finding in report.Findings) Console.WriteLine($"{finding.Severity}: {finding}");
        Assert.True(report.IsValid);
    }
}
