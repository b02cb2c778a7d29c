using System.IO.Compression;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using Push.Apns.Packages;
using Push.Testing;

namespace Push.Apns.Tests.Packages;

/// <summary>Signs packages under an authority of its own, and tampers with them.</summary>
internal sealed class SignedSample : IDisposable
{
    public TestAuthority Authority { get; } = new();

    /// <summary>Verifies against the authority's root.</summary>
    public PackageVerification Options => new() { Roots = [Authority.Root] };

    public PackageSigner Signer(TestSigningCertificate? looks = null, bool intermediate = true) => new(
        Authority.Signer(looks ?? new TestSigningCertificate()), intermediate ? [Authority.Intermediate] : []);

    public Task<byte[]> PassAsync(IEnumerable<PackageFile>? files = null) =>
        WriteAsync(new WalletPass(files ?? TestPackages.PassFiles), new TestSigningCertificate());

    public Task<byte[]> WebsiteAsync(WebsiteManifestVersion version = WebsiteManifestVersion.Sha512) =>
        WriteAsync(new WebsitePushPackage(TestPackages.WebsiteFiles, version), TestSigningCertificate.Website);

    /// <summary>The same archive with some files exchanged, added, or (null) left out.</summary>
    public static byte[] Change(byte[] package, params (string Name, byte[]? Content)[] changes)
    {
        var files = new Dictionary<string, byte[]>();
        using (var old = new ZipArchive(new MemoryStream(package)))
            foreach (var entry in old.Entries) files[entry.FullName] = Read(entry);
        foreach (var (name, content) in changes)
        {
            if (content is null) files.Remove(name);
            else files[name] = content;
        }
        return Zip([.. files.Select(file => (file.Key, file.Value))]);
    }

    public static byte[] Zip(params (string Name, byte[] Content)[] files)
    {
        using var output = new MemoryStream();
        using (var zip = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        }
        return output.ToArray();
    }

    public static byte[] Read(byte[] package, string name)
    {
        using var zip = new ZipArchive(new MemoryStream(package));
        return Read(zip.GetEntry(name)!);
    }

    /// <summary>A signature that lacks something that ours has.</summary>
    public byte[] SignBadly(byte[] manifest, bool signingTime = true, bool intermediate = true, Oid? digest = null)
    {
        using var certificate = Authority.Signer(new TestSigningCertificate());
        var cms = new SignedCms(new ContentInfo(manifest), detached: true);
        var signer = new CmsSigner(certificate)
        {
            IncludeOption = X509IncludeOption.EndCertOnly,
            DigestAlgorithm = digest ?? new Oid("2.16.840.1.101.3.4.2.1"),
        };
        if (signingTime) signer.SignedAttributes.Add(new Pkcs9SigningTime(DateTime.UnixEpoch.AddYears(55)));
        if (intermediate) signer.Certificates.Add(Authority.Intermediate);
        cms.ComputeSignature(signer);
        return cms.Encode();
    }

    public void Dispose() => Authority.Dispose();

    private async Task<byte[]> WriteAsync(Package package, TestSigningCertificate looks)
    {
        using var signer = Signer(looks);
        using var output = new MemoryStream();
        await package.WriteAsync(output, signer, TestContext.Current.CancellationToken);
        return output.ToArray();
    }

    private static byte[] Read(ZipArchiveEntry entry)
    {
        using var content = new MemoryStream();
        using var stream = entry.Open();
        stream.CopyTo(content);
        return content.ToArray();
    }
}
