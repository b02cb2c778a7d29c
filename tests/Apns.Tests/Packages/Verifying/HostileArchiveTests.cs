using System.Buffers.Binary;
using CsCheck;
using Push.Apns.Packages;

namespace Push.Apns.Tests.Packages.Verifying;

/// <summary>Archives from people who mean harm, and from bad lines: a report each time, never an exception.</summary>
public sealed class HostileArchiveTests : IDisposable
{
    private readonly SignedSample _sample = new();

    public void Dispose() => _sample.Dispose();

    [Fact]
    public async Task Verify_AnyBytesChanged_ReportsAndNeverThrows()
    {
        var package = await _sample.PassAsync();
        var change = Gen.Select(Gen.Int[0, package.Length - 1], Gen.Byte).Array[1, 8];
        await change.SampleAsync(async changes =>
        {
            var changed = (byte[])package.Clone();
            foreach (var (at, value) in changes) changed[at] = value;
            await VerifyAsync(changed);
        }, iter: 500);
    }

    [Fact]
    public async Task Verify_SignatureChanged_ReportsAndNeverThrows()
    {
        var package = await _sample.PassAsync();
        var signature = SignedSample.Read(package, "signature");
        await Gen.Select(Gen.Int[0, signature.Length - 1], Gen.Byte).Array[1, 4].SampleAsync(async changes =>
        {
            var changed = (byte[])signature.Clone();
            foreach (var (at, value) in changes) changed[at] = value;
            await VerifyAsync(SignedSample.Change(package, ("signature", changed)));
        }, iter: 300);
    }

    [Fact]
    public async Task Verify_BrokenOffAnywhere_IsNeverValid()
    {
        var package = await _sample.PassAsync();
        await Gen.Int[0, package.Length - 1].SampleAsync(async length =>
            Assert.False((await VerifyAsync(package[..length])).IsValid), iter: 200);
    }

    [Fact]
    public Task Verify_AnyBytes_ReportsAndNeverThrows() =>
        Gen.Byte.Array[0, 300].SampleAsync(async bytes => Assert.False((await VerifyAsync(bytes)).IsValid), iter: 500);

    [Fact]
    public Task Verify_AnyNames_ReportsAndNeverThrows() => Gen.String[0, 20].Array[1, 4].SampleAsync(async names =>
    {
        var files = names.Distinct().Where(name => name.Length > 0).Select(name => (name, new byte[] { 1 })).Append(("pass.json", "{}"u8.ToArray()));
        Assert.False((await VerifyAsync(SignedSample.Zip([.. files]))).IsValid);
    }, iter: 300);

    [Theory]
    [InlineData("../evil.png")]
    [InlineData("/etc/passwd")]
    [InlineData("a\\b.png")]
    [InlineData("C:/b.png")]
    [InlineData("a//b.png")]
    [InlineData("a/./b.png")]
    [InlineData("a\u0007.png")]
    public async Task Verify_NameThatLeavesThePackage_IsAnError(string name)
    {
        var report = await VerifyAsync(SignedSample.Change(await _sample.PassAsync(), (name, [1])));
        Assert.Contains(report.Findings, finding => finding.Severity == FindingSeverity.Error && finding.Message.Contains("name", StringComparison.Ordinal)
            || finding.Message.Contains("begins with", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Verify_SameNameTwice_IsAnError()
    {
        var report = await VerifyAsync(SignedSample.Zip(("pass.json", "{}"u8.ToArray()), ("pass.json", "{}"u8.ToArray()), ("PASS.json", [1])));
        Assert.Contains(report.Findings, finding => finding.ToString() == "pass.json: is there twice");
        Assert.Contains(report.Findings, finding => finding.ToString().Contains("PASS.json: differs from pass.json in capitals only", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Verify_MoreThanAllowedUnpacked_IsNotRead()
    {
        var bomb = SignedSample.Zip(("pass.json", new byte[3_000_000]), ("icon.png", new byte[3_000_000]));
        var report = await VerifyAsync(bomb, _sample.Options with { MostBytes = 5_000_000 });
        Assert.Equal("has more than 5,000,000 bytes when it is unpacked", Assert.Single(report.Findings).ToString());
    }

    [Fact]
    public async Task Verify_MoreBytesThanSaid_StopsThere()
    {
        var bomb = SignedSample.Zip(("pass.json", new byte[3_000_000]));
        // The length in the directory says 1,000.
        BinaryPrimitives.WriteInt32LittleEndian(bomb.AsSpan(DirectoryOf(bomb) + 24), 1000);
        Assert.Contains((await VerifyAsync(bomb)).Findings, finding => finding.ToString() == "holds pass.json with more bytes than it says");
    }

    [Fact]
    public async Task Verify_EntriesThatShareTheirData_IsRefused()
    {
        var bomb = SignedSample.Zip(("pass.json", new byte[1000]), ("pass.jsom", new byte[1000]));
        // The second entry of the directory takes offset and name of the first.
        var second = DirectoryOf(bomb) + 46 + 9;
        BinaryPrimitives.WriteInt32LittleEndian(bomb.AsSpan(second + 42), 0);
        bomb[second + 46 + 8] = (byte)'n';
        Assert.Equal("is a zip archive whose entries overlap", Assert.Single((await VerifyAsync(bomb)).Findings).ToString());
    }

    [Fact]
    public async Task Verify_OtherNameInTheLocalHeader_IsRefused()
    {
        var package = SignedSample.Zip(("pass.json", new byte[10]));
        package[30] = (byte)'q';
        Assert.Equal("calls pass.json by another name in its directory", Assert.Single((await VerifyAsync(package)).Findings).ToString());
    }

    [Fact]
    public async Task Verify_NestedTooDeep_IsNoJson()
    {
        var report = await VerifyAsync(SignedSample.Zip(("pass.json", [.. Enumerable.Repeat((byte)'[', 100_000)])));
        Assert.Contains(report.Findings, finding => finding.ToString().StartsWith("pass.json: is no JSON", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Verify_BundleInABundle_IsNotOpened()
    {
        var inner = SignedSample.Zip(("a.pkpass", await _sample.PassAsync()), ("b.pkpass", [1]));
        var report = await VerifyAsync(SignedSample.Zip(("bundle.pkpass", inner)));
        var (name, entry) = Assert.Single(report.Passes);
        Assert.Equal(("bundle.pkpass", 2), (name, entry.Files));
        Assert.Equal("is a bundle of passes, not a pass", Assert.Single(entry.Findings).ToString());
        Assert.Empty(entry.Passes);
        Assert.False(report.IsValid);
    }

    private static int DirectoryOf(byte[] archive) => BinaryPrimitives.ReadInt32LittleEndian(archive.AsSpan(archive.Length - 22 + 16));

    private Task<PackageReport> VerifyAsync(byte[] package, PackageVerification? options = null) =>
        PackageVerifier.VerifyAsync(new MemoryStream(package), options ?? _sample.Options, TestContext.Current.CancellationToken);
}
