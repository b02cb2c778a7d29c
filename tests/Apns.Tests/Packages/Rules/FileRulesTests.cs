using Push.Apns.Packages;
using Push.Testing;

namespace Push.Apns.Tests.Packages.Rules;

/// <summary>Names and images.</summary>
public sealed class FileRulesTests
{
    private readonly CancellationToken _stop = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", "has no name")]
    [InlineData("a\\b", "has a backslash in its name")]
    [InlineData("/a", "begins with /")]
    [InlineData("c:a", "begins with a drive letter")]
    [InlineData("a/", "is a folder")]
    [InlineData("a//b", "has an empty part")]
    [InlineData("../a", "has an empty part, . or ..")]
    [InlineData("a/../b", "has an empty part, . or ..")]
    [InlineData("./a", "has an empty part, . or ..")]
    [InlineData("a\nb", "has control characters")]
    [InlineData("a\u0085b", "has control characters")]
    public async Task Validate_Name_IsRefused(string name, string expected)
    {
        var findings = await ValidateAsync(PackageFile.FromBytes(name, new byte[1]));
        Assert.Contains(findings, finding => finding.Severity == FindingSeverity.Error && finding.Message.Contains(expected, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("..a")]
    [InlineData("a..")]
    [InlineData("ü.txt")]
    [InlineData("\ud83d\ude00.txt")]
    [InlineData("\ufffd.txt")]
    public async Task Validate_Name_IsTaken(string name) => Assert.Empty(await ValidateAsync(PackageFile.FromBytes(name, new byte[1])));

    [Fact]
    public async Task Validate_TooLongName_IsRefused() => Assert.Contains(
        "of more than 255 bytes", Assert.Single(await ValidateAsync(PackageFile.FromBytes(new string('ü', 128), new byte[1]))).Message, StringComparison.Ordinal);

    // Not in the data above: what an attribute holds is UTF-8.
    [Fact]
    public async Task Validate_LoneSurrogate_IsRefused() => Assert.Contains(
        "has half a character", Assert.Single(await ValidateAsync(PackageFile.FromBytes("a\ud800", new byte[1]))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Validate_SameNames_AlsoByCase()
    {
        var findings = await ValidateAsync(TestPackages.Png("icon.png", 38), TestPackages.Png("Icon.PNG", 38));
        Assert.Equal(["icon.png: differs from Icon.PNG in capitals only, which many file systems take for the same", "icon.png: is there twice"],
            findings.Where(finding => finding.Severity == FindingSeverity.Error).Select(finding => finding.ToString()).Order());
    }

    [Theory]
    [InlineData("logo.png", 161, 50, "logo.png: has 161×50 pixels; more than 160×50 are not shown")]
    [InlineData("logo@2x.png", 320, 101, "logo@2x.png: has 320×101 pixels; more than 320×100 are not shown")]
    [InlineData("en.lproj/strip@3x.png", 1126, 432, "en.lproj/strip@3x.png: has 1126×432 pixels; more than 1125×432 are not shown")]
    [InlineData("images/logo.png", 1, 1, "images/logo.png: is in a folder where Wallet doesn't look: translations are in folders such as en.lproj")]
    public async Task Validate_Image_IsDoubtful(string name, int width, int height, string expected)
    {
        var finding = Assert.Single(await ValidateAsync(TestPackages.Png(name, width, height)));
        Assert.Equal((FindingSeverity.Warning, expected), (finding.Severity, finding.ToString()));
    }

    [Theory]
    [InlineData("logo.png", 160, 50)]
    [InlineData("zh-Hans.lproj/logo@2x.png", 320, 100)]
    [InlineData("anything.png", 4000, 4000)]
    public async Task Validate_Image_IsTaken(string name, int width, int height) =>
        Assert.Empty(await ValidateAsync(TestPackages.Png(name, width, height)));

    [Fact]
    public async Task Validate_NoPng_IsAnError()
    {
        var image = TestPng.Encode(10, 10);
        foreach (var bytes in new[] { [], image[..23], [.. "GIF89a"u8, .. image[6..]], ZeroWidth(image) })
            Assert.Equal("logo.png: is no PNG image", Assert.Single(await ValidateAsync(PackageFile.FromBytes("logo.png", bytes))).ToString());
    }

    [Fact]
    public async Task Validate_NoIcon_IsAnError()
    {
        var findings = await new WalletPass([TestPackages.Text("pass.json", TestPackages.PassJson)]).ValidateAsync(cancellationToken: _stop);
        Assert.StartsWith("icon.png: is missing", Assert.Single(findings, finding => finding.Severity == FindingSeverity.Error).ToString(), StringComparison.Ordinal);
    }

    private static byte[] ZeroWidth(byte[] image)
    {
        var changed = (byte[])image.Clone();
        changed.AsSpan(16, 4).Clear();
        return changed;
    }

    private Task<IReadOnlyList<PackageFinding>> ValidateAsync(params PackageFile[] more) =>
        new WalletPass([.. TestPackages.PassFiles, .. more]).ValidateAsync(cancellationToken: _stop);
}
