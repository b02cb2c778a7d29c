using System.IO.Compression;
using System.Text.Json;
using Push.Apns.Packages;
using Push.Testing;

namespace Push.Apns.Tests.Packages;

/// <summary>What we write, read and judged by programs that nobody here wrote.</summary>
public sealed class IndependentReaderTests : IDisposable
{
    private readonly CancellationToken _stop = TestContext.Current.CancellationToken;
    private readonly TestAuthority _authority = new();
    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Pass_Signed_SatisfiesUnzipAndOpenSsl(bool rsa)
    {
        using var signer = Signer(new TestSigningCertificate { Rsa = rsa });
        var signed = await new WalletPass(TestPackages.PassFiles).SignAsync(signer, _stop);
        await signed.WriteFileAsync(_folder["coffee.pkpass"], _stop);

        await ExternalTool.RunAsync("unzip", ["-q", _folder["coffee.pkpass"], "-d", _folder["out"]], cancellationToken: _stop);
        Assert.Contains("successful", await VerifyAsync(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(TestPackages.PassJson, await File.ReadAllTextAsync(_folder["out/pass.json"], _stop));
        var manifest = JsonSerializer.Deserialize<Dictionary<string, string>>(signed.Manifest.Span)!;
        Assert.Equal(TestPackages.PassFiles.Select(file => file.Name).Order(StringComparer.Ordinal), manifest.Keys);
    }

    [Fact]
    public async Task Website_Written_IsReadByTheRuntime()
    {
        using var signer = Signer(TestSigningCertificate.Website);
        using var output = new MemoryStream();
        await new WebsitePushPackage(TestPackages.WebsiteFiles, WebsiteManifestVersion.Sha1)
            .WriteAsync(output, signer, _stop);

        using var zip = new ZipArchive(output);
        using var manifest = await JsonDocument.ParseAsync(
            zip.GetEntry("manifest.json")!.Open(), cancellationToken: _stop);
        Assert.Equal("8225d6cdd71f00888ff576aaab8d7ec4a27553c7", manifest.RootElement.GetProperty("website.json").GetString());
        Assert.Equal(9, zip.Entries.Count);
    }

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Dispose();
    }

    private PackageSigner Signer(TestSigningCertificate looks) => new(_authority.Signer(looks), [_authority.Intermediate]);

    private Task<string> VerifyAsync() => OpenSsl.RunAsync(
        "cms", "-verify", "-binary", "-inform", "DER", "-in", _folder["out/signature"], "-content", _folder["out/manifest.json"],
        "-CAfile", _folder.Write("root.pem", _authority.Root.ExportCertificatePem()), "-purpose", "any", "-out", "/dev/null");
}
