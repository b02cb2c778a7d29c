using System.Security.Cryptography;

namespace Push.Apns.Packages;

/// <summary>
/// Verifies packages, whoever made them: hashes, signature, chain, identifiers, descriptions, images. Safe for packages from
/// anybody: what is held in memory does not grow with them.
/// </summary>
public static class PackageVerifier
{
    private const int LargestManifest = 4 * 1024 * 1024;
    private const int LargestSignature = 256 * 1024;

    /// <summary>Verifies a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Roots, kind, limits; null for the defaults.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Everything that is wrong with it; a package is never too bad for a report.</returns>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static async Task<PackageReport> VerifyFileAsync(
        string path, PackageVerification? options = null, CancellationToken cancellationToken = default)
    {
        var file = new FileStream(path, new FileStreamOptions { Options = FileOptions.Asynchronous });
        await using (file.ConfigureAwait(false))
            return await VerifyAsync(file, options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Verifies a package in a stream.</summary>
    /// <param name="package">The package; it has to be able to seek, and stays open.</param>
    /// <param name="options">Roots, kind, limits; null for the defaults.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Everything that is wrong with it; a package is never too bad for a report.</returns>
    /// <exception cref="ArgumentException">The stream can't seek.</exception>
    /// <exception cref="IOException">The stream can't be read.</exception>
    public static async Task<PackageReport> VerifyAsync(
        Stream package, PackageVerification? options = null, CancellationToken cancellationToken = default)
    {
        if (!package.CanSeek) throw new ArgumentException("The stream has to be able to seek.", nameof(package));
        options ??= new PackageVerification();
        var findings = new Findings();
        try
        {
            var zip = await ZipArchiveReader.OpenAsync(package, cancellationToken).ConfigureAwait(false);
            if (zip.Entries.Sum(entry => entry.Length) > options.MostBytes)
                throw new InvalidDataException($"has more than {options.MostBytes:N0} bytes when it is unpacked");
            var kind = KindOf(zip, findings);
            if (kind is not null && options.Kind is { } wanted && kind != wanted)
            {
                findings.Error("", null, $"is a {NameOf(kind.Value)}, not a {NameOf(wanted)}");
                // A bundle where a pass should be isn't opened: one that holds itself would never end.
                if (kind == PackageKind.PassBundle)
                    return new PackageReport { Kind = kind, Files = zip.Entries.Count, Findings = findings.InOrder() };
            }
            return kind == PackageKind.PassBundle
                ? await BundleVerifier.VerifyAsync(zip, options, findings, cancellationToken).ConfigureAwait(false)
                : await VerifyAsync(zip, kind, options, findings, cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidDataException e)
        {
            findings.Error("", null, e.Message.TrimEnd('.'));
            return new PackageReport { Findings = findings.InOrder() };
        }
    }

    private static async Task<PackageReport> VerifyAsync(
        ZipArchiveReader zip, PackageKind? kind, PackageVerification options, Findings findings, CancellationToken cancellationToken)
    {
        var manifestBytes = await ReadAsync(zip, PackageNames.Manifest, LargestManifest, findings, cancellationToken).ConfigureAwait(false);
        var signatureBytes = await ReadAsync(zip, PackageNames.Signature, LargestSignature, findings, cancellationToken).ConfigureAwait(false);
        var manifest = manifestBytes is null ? null : ManifestReader.Read(manifestBytes, findings);
        if (kind == PackageKind.Pass && manifest?.Algorithm == HashAlgorithmName.SHA512)
            findings.Error(PackageNames.Manifest, null, "has the form of a website's; a pass has SHA-1 hashes");
        var files = await InspectAsync(zip, manifest?.Algorithm ?? HashAlgorithmName.SHA1, cancellationToken).ConfigureAwait(false);
        if (manifest is not null) Compare(files, manifest, findings);
        var signature = signatureBytes is null || manifestBytes is null
            ? null
            : SignatureReading.Check(signatureBytes, manifestBytes, options, findings);
        var rules = kind == PackageKind.Website ? PackageRules.OfWebsites : PackageRules.OfPasses;
        if (kind is not null) rules.Check(files, signature?.Signer, findings);
        return new PackageReport
        {
            Kind = kind,
            Files = files.Count,
            Signer = signature?.Signer,
            SignedAt = signature?.SignedAt,
            Findings = findings.InOrder(),
        };
    }

    private static PackageKind? KindOf(ZipArchiveReader zip, Findings findings)
    {
        if (zip.Entries.Any(entry => entry.Name == PassJsonRules.FileName)) return PackageKind.Pass;
        if (zip.Entries.Any(entry => entry.Name == WebsiteJsonRules.FileName)) return PackageKind.Website;
        if (zip.Entries.Count > 0 && zip.Entries.All(BundleVerifier.IsPass)) return PackageKind.PassBundle;
        findings.Error("", null,
            $"is neither a pass nor a website push package: it has no {PassJsonRules.FileName} and no {WebsiteJsonRules.FileName}");
        return null;
    }

    private static async Task<byte[]?> ReadAsync(
        ZipArchiveReader zip, string name, int largest, Findings findings, CancellationToken cancellationToken)
    {
        if (zip.Entries.FirstOrDefault(entry => entry.Name == name) is not { } entry)
            findings.Error(name, null, "is missing");
        else if (entry.Length > largest)
            findings.Error(name, null, $"is larger than {largest / 1024:N0} KB");
        else
        {
            var bytes = new byte[entry.Length];
            var stream = zip.Open(entry);
            await using (stream.ConfigureAwait(false))
                await stream.ReadExactlyAsync(bytes, cancellationToken).ConfigureAwait(false);
            return bytes;
        }
        return null;
    }

    private static async Task<IReadOnlyList<FileInspection>> InspectAsync(
        ZipArchiveReader zip, HashAlgorithmName algorithm, CancellationToken cancellationToken)
    {
        var files = new List<FileInspection>(zip.Entries.Count);
        foreach (var entry in zip.Entries)
        {
            var stream = zip.Open(entry);
            await using (stream.ConfigureAwait(false))
            {
                var file = await FileInspection.ReadAsync(entry.Name, stream, algorithm, cancellationToken).ConfigureAwait(false);
                if (file.Crc != entry.Crc) throw new InvalidDataException($"holds {NameRules.Printable(entry.Name)} damaged: its checksum differs");
                files.Add(file);
            }
        }
        return files;
    }

    private static void Compare(IReadOnlyList<FileInspection> files, PackageManifest manifest, Findings findings)
    {
        foreach (var file in files.Where(file => !PackageNames.IsOfTheSignature(file.Name)))
        {
            if (!manifest.Hashes.TryGetValue(file.Name, out var hash))
                findings.Error(NameRules.Printable(file.Name), null, $"is not in {PackageNames.Manifest}");
            else if (!hash.AsSpan().SequenceEqual(file.Hash))
                findings.Error(NameRules.Printable(file.Name), null, $"is not the file that was signed: its hash in {PackageNames.Manifest} is another");
        }
        var names = files.Select(file => file.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var name in manifest.Hashes.Keys.Where(name => !names.Contains(name)))
            findings.Error(NameRules.Printable(name), null, $"is missing, but stands in {PackageNames.Manifest}");
    }

    private static string NameOf(PackageKind kind) => kind switch
    {
        PackageKind.Pass => "pass",
        PackageKind.PassBundle => "bundle of passes",
        _ => "website push package",
    };
}
