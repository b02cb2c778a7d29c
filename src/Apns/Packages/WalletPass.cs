using System.Security.Cryptography;

namespace Push.Apns.Packages;

/// <summary>
/// A Wallet pass before it is signed: <c>pass.json</c>, <c>icon.png</c>, other images, and folders of translations
/// (<c>en.lproj/pass.strings</c>).
/// </summary>
/// <param name="files">The files.</param>
public sealed class WalletPass(IEnumerable<PackageFile> files) : Package(files)
{
    /// <summary>The content type of a pass.</summary>
    public const string ContentType = "application/vnd.apple.pkpass";

    /// <summary>Takes all files of a folder.</summary>
    /// <param name="path">The folder on disk.</param>
    /// <exception cref="IOException">The folder is missing or can't be read.</exception>
    public static WalletPass FromFolder(string path) => new(PackageFile.FromFolder(path));

    /// <inheritdoc/>
    public override string MediaType => ContentType;

    private protected override PackageRules Rules => PackageRules.OfPasses;

    private protected override HashAlgorithmName Algorithm => HashAlgorithmName.SHA1;

    private protected override byte[] WriteManifest(IReadOnlyList<FileInspection> files) => ManifestWriter.WriteHashes(files);
}
