using System.IO.Compression;
using System.Security.Cryptography;

namespace Push.Apns.Packages;

/// <summary>
/// A package that was found good and is signed, ready to be written: all that can be wrong with it was said before the first
/// byte goes out. Made by <see cref="Package.SignAsync"/>.
/// </summary>
public sealed class SignedPackage : PackageArchive
{
    private readonly IReadOnlyList<(PackageFile File, FileInspection First)> _files;
    private readonly HashAlgorithmName _algorithm;

    internal SignedPackage(
        string mediaType,
        IReadOnlyList<(PackageFile File, FileInspection First)> files,
        HashAlgorithmName algorithm,
        byte[] manifest,
        byte[] signature,
        IReadOnlyList<PackageFinding> warnings)
    {
        MediaType = mediaType;
        _files = files;
        _algorithm = algorithm;
        Manifest = manifest;
        Signature = signature;
        Warnings = warnings;
    }

    /// <inheritdoc/>
    public override string MediaType { get; }

    /// <summary>The bytes of <c>manifest.json</c>.</summary>
    public ReadOnlyMemory<byte> Manifest { get; }

    /// <summary>The detached signature of the manifest, CMS in DER.</summary>
    public ReadOnlyMemory<byte> Signature { get; }

    /// <summary>What is not forbidden, but may not be as meant.</summary>
    public IReadOnlyList<PackageFinding> Warnings { get; }

    private protected override async Task WriteEntriesAsync(ZipWriter zip, CancellationToken cancellationToken)
    {
        foreach (var (file, first) in _files)
        {
            Task CopyAsync(Stream entry) => SecondReading.CopyAsync(file, first, _algorithm, entry, cancellationToken);
            var writing = IsStored(first)
                ? zip.StoreAsync(first.Name, first.Length, first.Crc, CopyAsync, cancellationToken)
                : zip.DeflateAsync(first.Name, CompressionLevel.Optimal, CopyAsync, cancellationToken);
            await writing.ConfigureAwait(false);
        }
        await WriteAsync(PackageNames.Manifest, Manifest).ConfigureAwait(false);
        await WriteAsync(PackageNames.Signature, Signature).ConfigureAwait(false);

        Task WriteAsync(string name, ReadOnlyMemory<byte> content) => zip.DeflateAsync(
            name, CompressionLevel.Optimal, entry => entry.WriteAsync(content, cancellationToken).AsTask(), cancellationToken);
    }

    // A compressor writes nothing at all for nothing at all, which isn't the compressed form of an empty file.
    private static bool IsStored(FileInspection file) =>
        file.Length == 0 || file.Name.EndsWith(".png", StringComparison.OrdinalIgnoreCase);
}
