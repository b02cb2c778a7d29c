using System.Security.Cryptography.X509Certificates;
using Push.Cli.Processes;
using Push.Testing;

namespace Push.Cli.Packages;

/// <summary>A folder with certificates and the files of a pass and of a website, in which <c>push</c> runs.</summary>
internal sealed class PackageFolder : IDisposable
{
    private const string PassJson = """
        {"formatVersion":1,"passTypeIdentifier":"pass.com.example.coffee","serialNumber":"1","teamIdentifier":"TEAM123456",
        "organizationName":"Example","description":"A card for coffee","storeCard":{}}
        """;

    private const string WebsiteJson = """
        {"websiteName":"Bay Airlines","websitePushID":"web.com.example.domain","allowedDomains":["https://example.com"],
        "urlFormatString":"https://example.com/%@","authenticationToken":"19f8d7a6e9fb8a7f","webServiceURL":"https://example.com/push"}
        """;

    private readonly TestAuthority _authority = new();

    public PackageFolder()
    {
        Write("root.pem", _authority.Root.ExportCertificatePem());
        Files.Write("intermediate.cer", _authority.Intermediate.RawData);
        Write("password", "secret\n");
        WriteCertificate("pass.p12", new TestSigningCertificate { Rsa = true });
        WriteCertificate("website.p12", TestSigningCertificate.Website);
        Write("Coffee.pass/pass.json", PassJson);
        Write("Coffee.pass/en.lproj/pass.strings", "\"a\" = \"b\";");
        foreach (var (name, size) in new[] { ("icon.png", 38), ("icon@2x.png", 76), ("icon@3x.png", 114) }) WritePng($"Coffee.pass/{name}", size);
        Write("Shop.pushpackage/website.json", WebsiteJson);
        foreach (var points in new[] { 16, 32, 128 })
        {
            WritePng($"Shop.pushpackage/icon.iconset/icon_{points}x{points}.png", points);
            WritePng($"Shop.pushpackage/icon.iconset/icon_{points}x{points}@2x.png", 2 * points);
        }
    }

    public TempFolder Files { get; } = new();

    public Task<PushResult> PushAsync(params string[] arguments) => PushProcess.RunAsync(Files.Path, arguments);

    public Task<PushResult> SignPassAsync(params string[] more) => PushAsync(
    [
        "pass", "sign", "Coffee.pass", "--certificate", "pass.p12", "--password-file", "password",
        "--intermediate", "intermediate.cer", "--out", "coffee.pkpass", .. more,
    ]);

    public void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Files[name])!);
        Files.Write(name, text);
    }

    public void Dispose()
    {
        _authority.Dispose();
        Files.Dispose();
    }

    private void WritePng(string name, int size)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Files[name])!);
        Files.Write(name, TestPng.Encode(size, size));
    }

    private void WriteCertificate(string name, TestSigningCertificate looks)
    {
        using var certificate = _authority.Signer(looks);
        Files.Write(name, certificate.Export(X509ContentType.Pkcs12, "secret")!);
    }
}
