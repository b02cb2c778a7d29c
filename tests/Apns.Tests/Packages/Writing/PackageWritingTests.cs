using System.IO.Compression;
using System.IO.Pipelines;
using Push.Apns.Packages;
using Push.Testing;

namespace Push.Apns.Tests.Packages.Writing;

public sealed class PackageWritingTests : IDisposable
{
    private const int Megabyte = 1024 * 1024;

    private readonly CancellationToken _stop = TestContext.Current.CancellationToken;
    private readonly SignedSample _sample = new();
    private readonly TempFolder _folder = new();

    public void Dispose()
    {
        _sample.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Write_ToStreamPipeAndFile_GivesTheSameBytes()
    {
        using var signer = _sample.Signer();
        var signed = await new WalletPass(TestPackages.PassFiles).SignAsync(signer, _stop);
        var forwards = new ForwardStream();
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 0));
        await signed.WriteAsync(forwards, _stop);
        await signed.WriteAsync(pipe.Writer, _stop);
        await pipe.Writer.CompleteAsync();
        await signed.WriteFileAsync(_folder["a.pkpass"], _stop);

        using var fromPipe = new MemoryStream();
        await pipe.Reader.CopyToAsync(fromPipe, _stop);
        Assert.Equal(forwards.Written, fromPipe.ToArray());
        Assert.Equal(forwards.Written, await File.ReadAllBytesAsync(_folder["a.pkpass"], _stop));
    }

    [Fact]
    public async Task Write_SameFilesInAnyOrder_DiffersInTheSignatureOnly()
    {
        var first = await _sample.PassAsync();
        var second = await _sample.PassAsync(TestPackages.PassFiles.Reverse());
        using var one = new ZipArchive(new MemoryStream(first));
        using var other = new ZipArchive(new MemoryStream(second));
        Assert.Equal(one.Entries.Select(Describe), other.Entries.Select(Describe));
        Assert.Equal(["en.lproj/pass.strings", "icon.png", "icon@2x.png", "icon@3x.png", "pass.json", "manifest.json", "signature"],
            one.Entries.Select(entry => entry.FullName));
        Assert.All(one.Entries, entry => Assert.Equal(new DateTime(1980, 1, 1), entry.LastWriteTime.DateTime));

        static string Describe(ZipArchiveEntry entry) => entry.FullName == "signature" ? "signature" : $"{entry.FullName} {entry.Crc32}";
    }

    [Fact]
    public async Task Write_FiftyMegabytes_TakesMemoryThatDoesNotGrowWithThem()
    {
        // Warm, so that what is allocated once is not counted.
        await WriteAsync(Megabyte);
        var small = await WriteAsync(Megabyte);
        var large = await WriteAsync(50 * Megabyte);
        Assert.True(large < small + Megabyte, $"1 MB took {small:N0} bytes and 50 MB took {large:N0}.");

        async Task<long> WriteAsync(int size)
        {
            using var signer = _sample.Signer();
            var photos = Enumerable.Range(0, 2).Select(i => PackageFile.FromStream(
                $"photo{i}.{(i == 0 ? "png" : "bin")}", _ => new ValueTask<Stream>(new NoiseStream(TestPng.Encode(90, 90), size / 2))));
            // Nothing here waits, so all of it happens on this thread.
            var before = GC.GetAllocatedBytesForCurrentThread();
            await new WalletPass([.. TestPackages.PassFiles, .. photos]).WriteAsync(Stream.Null, signer, _stop);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Fact]
    public async Task Write_FromFactory_OpensTwiceAndDisposes()
    {
        var streams = new List<MemoryStream>();
        var file = PackageFile.FromStream("a.txt", _ =>
        {
            streams.Add(new MemoryStream("text"u8.ToArray()));
            return new ValueTask<Stream>(streams[^1]);
        });
        await _sample.PassAsync([.. TestPackages.PassFiles, file]);
        Assert.Equal(2, streams.Count);
        Assert.All(streams, stream => Assert.False(stream.CanRead));
    }

    [Theory]
    [InlineData("text", "tex")]
    [InlineData("text", "text and more")]
    [InlineData("text", "Text")]
    public async Task Write_SecondOpeningDiffers_IsAnErrorAndNoArchive(string first, string second)
    {
        var contents = new Queue<string>([first, second]);
        var file = PackageFile.FromStream("z.txt", _ => new ValueTask<Stream>(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(contents.Dequeue()))));
        using var signer = _sample.Signer();
        var output = new ForwardStream();
        var pass = new WalletPass([.. TestPackages.PassFiles, file]);

        var failure = await Assert.ThrowsAsync<PackageException>(() => pass.WriteAsync(output, signer, _stop));
        Assert.Contains("z.txt: was another file when it was read again", failure.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => new ZipArchive(new MemoryStream(output.Written)));
    }

    [Fact]
    public async Task WriteFile_BrokenOff_LeavesTheOldFileAndNothingElse()
    {
        var path = _folder.Write("a.pkpass", "old");
        var opened = 0;
        var file = PackageFile.FromStream("z.txt", _ => ++opened == 1
            ? new ValueTask<Stream>(new MemoryStream([1]))
            : throw new IOException("gone"));
        using var signer = _sample.Signer();
        var signed = await new WalletPass([.. TestPackages.PassFiles, file]).SignAsync(signer, _stop);

        await Assert.ThrowsAsync<IOException>(() => signed.WriteFileAsync(path, _stop));
        Assert.Equal("old", await File.ReadAllTextAsync(path, _stop));
        Assert.Equal([path], Directory.EnumerateFiles(_folder.Path));
    }

    [Fact]
    public async Task Write_BrokenOffAnywhere_IsNoArchive()
    {
        var whole = (await _sample.PassAsync()).Length;
        using var signer = _sample.Signer();
        var signed = await new WalletPass(TestPackages.PassFiles).SignAsync(signer, _stop);
        for (var length = 0; length < whole - 300; length += 97)
        {
            var output = new ForwardStream { Limit = length };
            await Assert.ThrowsAsync<IOException>(() => signed.WriteAsync(output, _stop));
            Assert.Throws<InvalidDataException>(() => new ZipArchive(new MemoryStream(output.Written)));
        }
    }

    [Fact]
    public async Task Write_ReaderOfThePipeGone_IsAnIoError()
    {
        using var signer = _sample.Signer();
        var signed = await new WalletPass(TestPackages.PassFiles).SignAsync(signer, _stop);
        var pipe = new Pipe();
        await pipe.Reader.CompleteAsync();
        await Assert.ThrowsAsync<IOException>(() => signed.WriteAsync(pipe.Writer, _stop));
    }

    [Fact]
    public async Task Write_BrokenRules_WritesNothingAndSaysAll()
    {
        using var signer = _sample.Signer();
        var output = new ForwardStream();
        var failure = await Assert.ThrowsAsync<PackageException>(() => new WalletPass([]).WriteAsync(output, signer, _stop));
        Assert.Equal(["pass.json", "icon.png"], failure.Findings.Where(finding => finding.Severity == FindingSeverity.Error).Select(finding => finding.File).Order().Reverse());
        Assert.Empty(output.Written);
    }

    [Fact]
    public void Bundle_WrongPasses_IsRefused() => Assert.Throws<ArgumentException>(() => new PassBundle([]));

    [Fact]
    public void FromFolder_LeavesOutWhatSigningMakesAndHiddenFiles()
    {
        foreach (var folder in new[] { "en.lproj", ".git" }) Directory.CreateDirectory(_folder[folder]);
        foreach (var name in new[] { "pass.json", "manifest.json", "signature", ".DS_Store", "en.lproj/pass.strings", "en.lproj/signature", ".git/config" })
            _folder.Write(name, "x");
        Assert.Equal(["en.lproj/pass.strings", "en.lproj/signature", "pass.json"],
            PackageFile.FromFolder(_folder.Path).Select(file => file.Name).Order(StringComparer.Ordinal));
    }
}
