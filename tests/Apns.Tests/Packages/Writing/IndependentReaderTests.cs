using System.IO.Compression;
using System.Text.Json;
using Push.Apns.Packages;
using Push.Testing;

namespace Push.Apns.Tests.Packages.Writing;

/// <summary>What we write, read and judged by programs that nobody here wrote.</summary>
public sealed class IndependentReaderTests : IDisposable
{
    private readonly CancellationToken _stop = TestContext.Current.CancellationToken;
    private readonly SignedSample _sample = new();
    private readonly TempFolder _folder = new();

    public void Dispose()
    {
        _sample.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Signature_OfPass_IsGoodForOpenSslAndGnuTls(bool rsa)
    {
        await WriteAsync(new WalletPass(TestPackages.PassFiles), new TestSigningCertificate { Rsa = rsa });

        Assert.Contains("successful", await OpenSslAsync(), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Signature status: ok", await GnuTlsAsync(), StringComparison.Ordinal);
        Assert.Equal(TestPackages.PassJson, await File.ReadAllTextAsync(_folder["out/pass.json"], _stop));
    }

    [Theory]
    [InlineData(WebsiteManifestVersion.Sha1)]
    [InlineData(WebsiteManifestVersion.Sha512)]
    public async Task Signature_OfWebsite_IsGoodForOpenSsl(WebsiteManifestVersion version)
    {
        await WriteAsync(new WebsitePushPackage(TestPackages.WebsiteFiles, version), TestSigningCertificate.Website);
        Assert.Contains("successful", await OpenSslAsync(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Signature_ManifestChanged_IsBadForAll()
    {
        await WriteAsync(new WalletPass(TestPackages.PassFiles), new TestSigningCertificate());
        await File.AppendAllTextAsync(_folder["out/manifest.json"], " ", _stop);
        await Assert.ThrowsAsync<InvalidOperationException>(OpenSslAsync);
        await Assert.ThrowsAsync<InvalidOperationException>(GnuTlsAsync);
    }

    [Fact]
    public async Task Signature_WithoutIntermediate_IsBadForAll()
    {
        await WriteAsync(new WalletPass(TestPackages.PassFiles), new TestSigningCertificate());
        _folder.Write("out/signature", _sample.SignBadly(await File.ReadAllBytesAsync(_folder["out/manifest.json"], _stop), intermediate: false));
        await Assert.ThrowsAsync<InvalidOperationException>(OpenSslAsync);
        await Assert.ThrowsAsync<InvalidOperationException>(GnuTlsAsync);
    }

    [Fact]
    public async Task Pass_ReadByYauzl_HasWhatTheManifestSays()
    {
        var signed = await WriteAsync(new WalletPass(TestPackages.PassFiles), new TestSigningCertificate());
        var read = await NodeClient.RunAsync(
            "read-zip.mjs", new Dictionary<string, string> { ["PUSH_ARCHIVE"] = _folder["package"] }, import: null, _stop);
        Assert.True(read.Remove("manifest.json") && read.Remove("signature"));
        Assert.Equal(JsonSerializer.Deserialize<Dictionary<string, string>>(signed.Manifest.Span), read);
    }

    [Fact]
    public async Task Bundle_ReadByUnzip_HoldsPassesThatItReadsToo()
    {
        using var signer = _sample.Signer();
        var pass = await new WalletPass([.. TestPackages.PassFiles, PackageFile.FromBytes("empty.txt", default)]).SignAsync(signer, _stop);
        await new PassBundle([pass, pass, pass]).WriteFileAsync(_folder["bundle.pkpasses"], _stop);
        await ExternalTool.RunAsync("unzip", ["-q", _folder["bundle.pkpasses"], "-d", _folder["bundle"]], cancellationToken: _stop);
        foreach (var name in new[] { "pass-01.pkpass", "pass-02.pkpass", "pass-03.pkpass" })
            Assert.Contains("No errors detected", await ExternalTool.RunAsync("unzip", ["-t", _folder[$"bundle/{name}"]], cancellationToken: _stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Website_Version1_HasTheHashThatIsKnown()
    {
        using var zip = new ZipArchive(new MemoryStream(await _sample.WebsiteAsync(WebsiteManifestVersion.Sha1)));
        using var manifest = await JsonDocument.ParseAsync(zip.GetEntry("manifest.json")!.Open(), cancellationToken: _stop);
        Assert.Equal("8225d6cdd71f00888ff576aaab8d7ec4a27553c7", manifest.RootElement.GetProperty("website.json").GetString());
    }

    private async Task<SignedPackage> WriteAsync(Package package, TestSigningCertificate looks)
    {
        using var signer = _sample.Signer(looks);
        var signed = await package.SignAsync(signer, _stop);
        await signed.WriteFileAsync(_folder["package"], _stop);
        await ExternalTool.RunAsync("unzip", ["-q", _folder["package"], "-d", _folder["out"]], cancellationToken: _stop);
        _folder.Write("root.pem", _sample.Authority.Root.ExportCertificatePem());
        return signed;
    }

    private Task<string> OpenSslAsync() => OpenSsl.RunAsync(
        "cms", "-verify", "-binary", "-inform", "DER", "-in", _folder["out/signature"], "-content", _folder["out/manifest.json"],
        "-CAfile", _folder["root.pem"], "-purpose", "any", "-out", "/dev/null");

    private Task<string> GnuTlsAsync() => ExternalTool.RunAsync(
        "certtool",
        ["--p7-verify", "--inder", "--load-data", _folder["out/manifest.json"], "--load-ca-certificate", _folder["root.pem"], "--infile", _folder["out/signature"]],
        withError: true,
        cancellationToken: _stop);
}
