using System.Security.Cryptography;

namespace Push.Apns.Packages;

/// <summary>
/// A Safari website push package before it is signed: <c>website.json</c> and the six images of <c>icon.iconset</c>. Safari
/// 15 and older asks for it; newer browsers take Web Push.
/// </summary>
/// <param name="files">The files.</param>
/// <param name="version">The form of the manifest. Default: the present one.</param>
public sealed class WebsitePushPackage(
    IEnumerable<PackageFile> files, WebsiteManifestVersion version = WebsiteManifestVersion.Sha512) : Package(files)
{
    /// <summary>The content type of a website push package.</summary>
    public const string ContentType = "application/zip";

    /// <summary>The form of the manifest.</summary>
    public WebsiteManifestVersion Version => version;

    /// <inheritdoc/>
    public override string MediaType => ContentType;

    private protected override PackageRules Rules => PackageRules.OfWebsites;

    private protected override HashAlgorithmName Algorithm =>
        version == WebsiteManifestVersion.Sha1 ? HashAlgorithmName.SHA1 : HashAlgorithmName.SHA512;

    /// <summary>Takes all files of a folder.</summary>
    /// <param name="path">The folder on disk.</param>
    /// <param name="version">The form of the manifest. Default: the present one.</param>
    /// <exception cref="IOException">The folder is missing or can't be read.</exception>
    public static WebsitePushPackage FromFolder(
        string path, WebsiteManifestVersion version = WebsiteManifestVersion.Sha512) =>
        new(PackageFile.FromFolder(path), version);

    private protected override byte[] WriteManifest(IReadOnlyList<FileInspection> files) =>
        version == WebsiteManifestVersion.Sha1 ? ManifestWriter.WriteHashes(files) : ManifestWriter.WriteTypedHashes(files);
}

/// <summary>The forms of a website's manifest, which go with the version in the path of its web service.</summary>
public enum WebsiteManifestVersion
{
    /// <summary>SHA-1 of each file; Safari asks for it at <c>/v1</c>.</summary>
    Sha1 = 1,

    /// <summary>SHA-512 of each file, with the name of the hash; Safari asks for it at <c>/v2</c>.</summary>
    Sha512 = 2,
}
