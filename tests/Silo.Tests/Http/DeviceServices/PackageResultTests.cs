using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Push.Apns.Packages;
using Push.Testing;

namespace Push.Silo.Http.DeviceServices;

public sealed class PackageResultTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Package_ThatBreaksOffAfterItsFirstByte_ResetsTheConnection()
    {
        using var authority = new TestAuthority();
        using var certificate = authority.Signer(new TestSigningCertificate());
        using var signer = new PackageSigner(certificate, [authority.Intermediate]);
        var folder = Path.Combine(AppContext.BaseDirectory, "coffee.pass");
        var readings = 0;
        PackageFile[] files =
        [
            .. PackageFile.FromFolder(folder),
            PackageFile.FromBytes("pass.json", """
                {"formatVersion":1,"passTypeIdentifier":"pass.com.example.coffee","serialNumber":"1","teamIdentifier":"TEAM123456",
                 "organizationName":"Coffee","description":"Coffee card","storeCard":{}}
                """u8.ToArray()),
            PackageFile.FromStream("z-large.bin", _ => ValueTask.FromResult<Stream>(readings++ == 0 ? Noise(fails: false) : Noise(fails: true))),
        ];
        var package = await new WalletPass(files).SignAsync(signer, Cancellation);
        await using var app = await StartAsync(package);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

        using var response = await client.GetAsync("/", HttpCompletionOption.ResponseHeadersRead, Cancellation);
        Assert.True(response.IsSuccessStatusCode);
        await Assert.ThrowsAnyAsync<Exception>(() => response.Content.ReadAsByteArrayAsync(Cancellation));
        var error = await Assert.ThrowsAsync<InvalidOperationException>(
            () => ExternalTool.RunAsync("curl", ["--silent", "--show-error", "--output", "/dev/null", app.Urls.Single()], cancellationToken: Cancellation));
        Assert.Contains("curl", error.Message, StringComparison.Ordinal);
    }

    private static async Task<WebApplication> StartAsync(SignedPackage package)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapGet("/", () => new PackageResult(package));
        await app.StartAsync(Cancellation);
        return app;
    }

    private static FailingStream Noise(bool fails) => new(fails);

    /// <summary>Two megabytes that no compressor makes smaller, of which the second can't be read.</summary>
    private sealed class FailingStream(bool fails) : Stream
    {
        private const int Total = 2 << 20;

        private readonly Random _noise = new(1);
        private int _read;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (fails && _read >= Total / 2) throw new IOException("The disk is gone.");
            var take = Math.Min(Math.Min(count, 4096), Total - _read);
            _noise.NextBytes(buffer.AsSpan(offset, take));
            _read += take;
            return take;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
