using System.Text;
using Push.Apns.Packages;
using Push.Testing;

namespace Push.Apns.Tests.Packages.Verifying;

public sealed class PackageVerifierTests : IDisposable
{
    private readonly SignedSample _sample = new();

    public void Dispose() => _sample.Dispose();

    [Fact]
    public async Task Verify_OurPass_IsValidAndSaysWhoSigned()
    {
        var report = await VerifyAsync(await _sample.PassAsync());
        Assert.Empty(report.Findings);
        Assert.True(report.IsValid);
        Assert.Equal((PackageKind.Pass, 7, "pass.com.example.coffee", TestKeys.TeamId),
            (report.Kind, report.Files, report.Signer?.Identifier, report.Signer?.TeamId));
        Assert.NotNull(report.SignedAt);
    }

    [Theory]
    [InlineData(WebsiteManifestVersion.Sha1)]
    [InlineData(WebsiteManifestVersion.Sha512)]
    public async Task Verify_OurWebsite_IsValid(WebsiteManifestVersion version)
    {
        var report = await VerifyAsync(await _sample.WebsiteAsync(version));
        Assert.Empty(report.Findings);
        Assert.Equal(PackageKind.Website, report.Kind);
    }

    [Fact]
    public async Task Verify_AnotherZipWithFolders_IsValid()
    {
        var pass = SignedSample.Change(await _sample.PassAsync(), ("en.lproj/", []));
        Assert.True((await VerifyAsync(pass)).IsValid);
    }

    [Fact]
    public async Task Verify_Bundle_LooksAtEachPass()
    {
        var stop = TestContext.Current.CancellationToken;
        using var signer = _sample.Signer();
        var pass = await new WalletPass(TestPackages.PassFiles).SignAsync(signer, stop);
        using var output = new MemoryStream();
        await new PassBundle([pass, pass]).WriteAsync(output, stop);

        var report = await VerifyAsync(output.ToArray());
        Assert.Equal(PackageKind.PassBundle, report.Kind);
        Assert.Equal(["pass-01.pkpass", "pass-02.pkpass"], report.Passes.Select(one => one.Name));
        Assert.True(report.IsValid);

        var good = SignedSample.Read(output.ToArray(), "pass-01.pkpass");
        var bad = SignedSample.Change(output.ToArray(), ("pass-02.pkpass", SignedSample.Change(good, ("icon.png", TestPng.Encode(29, 29)))));
        Assert.Equal([true, false], (await VerifyAsync(bad)).Passes.Select(one => one.Report.IsValid));
    }

    [Fact]
    public async Task Verify_ChangedFile_SaysWhich() => await AssertFindsAsync(
        SignedSample.Change(await _sample.PassAsync(), ("en.lproj/pass.strings", "other"u8.ToArray())),
        "en.lproj/pass.strings: is not the file that was signed");

    [Fact]
    public async Task Verify_AddedFile_SaysWhich() => await AssertFindsAsync(
        SignedSample.Change(await _sample.PassAsync(), ("logo.png", TestPng.Encode(10, 10))), "logo.png: is not in manifest.json");

    [Fact]
    public async Task Verify_RemovedFile_SaysWhich() => await AssertFindsAsync(
        SignedSample.Change(await _sample.PassAsync(), ("icon@3x.png", null)), "icon@3x.png: is missing, but stands in manifest.json");

    [Fact]
    public async Task Verify_ChangedManifest_SaysSo()
    {
        var pass = await _sample.PassAsync();
        var manifest = SignedSample.Read(pass, "manifest.json");
        await AssertFindsAsync(
            SignedSample.Change(pass, ("manifest.json", [.. manifest, (byte)'\n'])), "signature: does not belong to manifest.json");
    }

    [Fact]
    public async Task Verify_NoSigningTime_SaysSo() => await AssertFindsAsync(
        await WithSignatureAsync(manifest => _sample.SignBadly(manifest, signingTime: false)), "signature: lacks the signed attribute signing time");

    [Fact]
    public async Task Verify_NoSignedAttributes_NamesEach() => await AssertFindsAsync(
        await WithSignatureAsync(manifest => _sample.SignBadly(manifest, signingTime: false)), "lacks the signed attribute message digest");

    [Fact]
    public async Task Verify_NoIntermediate_SaysSo() => await AssertFindsAsync(
        await WithSignatureAsync(manifest => _sample.SignBadly(manifest, intermediate: false)), "Apple's intermediate", "is not at hand");

    [Fact]
    public async Task Verify_OtherRoot_SaysWhose()
    {
        using var other = new TestAuthority();
        var report = await VerifyAsync(await _sample.PassAsync(), _sample.Options with { Roots = [other.Root] });
        Assert.Contains(report.Findings, finding => finding.ToString().Contains("signature: is by a certificate", StringComparison.Ordinal));
        Assert.False(report.IsValid);
    }

    [Fact]
    public async Task Verify_RootsOfTheMachine_DontKnowTheTest()
    {
        var report = await VerifyAsync(await _sample.PassAsync(), new PackageVerification());
        Assert.StartsWith("signature: is by a certificate", Assert.Single(report.Findings).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_ExpiredSinceThen_IsAWarning()
    {
        var later = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(Validity.Current.To.AddDays(1));
        var report = await VerifyAsync(await _sample.PassAsync(), _sample.Options with { Time = later });
        Assert.Equal(FindingSeverity.Warning, Assert.Single(report.Findings).Severity);
    }

    [Fact]
    public async Task Verify_OtherKind_SaysBoth() => Assert.Contains(
        (await VerifyAsync(await _sample.WebsiteAsync(), _sample.Options with { Kind = PackageKind.Pass })).Findings,
        finding => finding.ToString() == "is a website push package, not a pass");

    [Theory]
    [InlineData("signature")]
    [InlineData("manifest.json")]
    public async Task Verify_WithoutOneOfThem_SaysWhich(string name) =>
        await AssertFindsAsync(SignedSample.Change(await _sample.PassAsync(), (name, null)), $"{name}: is missing");

    [Theory]
    [InlineData("{}", "icon.png: is not in manifest.json")]
    [InlineData("[]", "manifest.json: is not a JSON object")]
    [InlineData("{", "manifest.json: is no JSON")]
    [InlineData("""{"a":"00"}""", "manifest.json: a: is not a SHA-1")]
    [InlineData("""{"a":1}""", "manifest.json: a: is not a SHA-1")]
    [InlineData("""{"a":{"hashType":"sha256","hashValue":"00"}}""", "manifest.json: a: is not {\"hashType\"")]
    [InlineData("""{"\ud800":"00"}""", "half a character")]
    [InlineData("""{"a":"da39a3ee5e6b4b0d3255bfef95601890afd80709","a":"00"}""", "manifest.json: is no JSON")]
    public async Task Verify_BadManifest_SaysWhatIsWrong(string manifest, string expected) => await AssertFindsAsync(
        SignedSample.Change(await _sample.PassAsync(), ("manifest.json", Encoding.UTF8.GetBytes(manifest))), expected);

    [Fact]
    public async Task Verify_FiftyMegabytes_TakesMemoryThatDoesNotGrowWithThem()
    {
        // Warm, so that what is allocated once is not counted.
        await MeasureAsync(1_000_000);
        var small = await MeasureAsync(1_000_000);
        var large = await MeasureAsync(50_000_000);
        Assert.True(large < small + 1_000_000, $"1 MB took {small:N0} bytes and 50 MB took {large:N0}.");

        async Task<long> MeasureAsync(int size)
        {
            var package = await _sample.PassAsync(
                [.. TestPackages.PassFiles, PackageFile.FromStream("photo.png", _ => new ValueTask<Stream>(new Writing.NoiseStream(TestPng.Encode(90, 90), size)))]);
            // Nothing in it waits, so all of it happens on this thread.
            var before = GC.GetAllocatedBytesForCurrentThread();
            Assert.True((await VerifyAsync(package)).IsValid);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Fact]
    public async Task Verify_NoPackageAtAll_SaysSo() => await AssertFindsAsync(
        SignedSample.Zip(("readme.txt", [1])), "is neither a pass nor a website push package");

    private async Task<byte[]> WithSignatureAsync(Func<byte[], byte[]> sign)
    {
        var pass = await _sample.PassAsync();
        return SignedSample.Change(pass, ("signature", sign(SignedSample.Read(pass, "manifest.json"))));
    }

    private async Task AssertFindsAsync(byte[] package, params string[] expected)
    {
        var report = await VerifyAsync(package);
        Assert.False(report.IsValid);
        Assert.All(expected, text => Assert.Contains(report.Findings, finding => finding.Severity == FindingSeverity.Error
            && finding.ToString().Contains(text, StringComparison.Ordinal)));
    }

    private Task<PackageReport> VerifyAsync(byte[] package, PackageVerification? options = null) =>
        PackageVerifier.VerifyAsync(new MemoryStream(package), options ?? _sample.Options, TestContext.Current.CancellationToken);
}
