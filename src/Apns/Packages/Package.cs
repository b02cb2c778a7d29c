using System.IO.Pipelines;
using System.Security.Cryptography;

namespace Push.Apns.Packages;

/// <summary>Files that belong together, to be signed and written as one archive.</summary>
public abstract class Package
{
    private protected Package(IEnumerable<PackageFile> files) =>
        Files = [.. files.Where(file => !PackageNames.IsOfTheSignature(file.Name)).OrderBy(file => file.Name, StringComparer.Ordinal)];

    /// <summary>The files in the order of the archive; <c>manifest.json</c> and <c>signature</c> are made by signing.</summary>
    public IReadOnlyList<PackageFile> Files { get; }

    /// <summary>The content type to serve it as.</summary>
    public abstract string MediaType { get; }

    private protected abstract PackageRules Rules { get; }

    private protected abstract HashAlgorithmName Algorithm { get; }

    private protected abstract byte[] WriteManifest(IReadOnlyList<FileInspection> files);

    /// <summary>Reads every file once and says everything that is wrong, errors first.</summary>
    /// <param name="signer">Who will sign, if the package shall be compared with the certificate.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">A file can't be read.</exception>
    public async Task<IReadOnlyList<PackageFinding>> ValidateAsync(
        SignerIdentity? signer = null, CancellationToken cancellationToken = default) =>
        Rules.Check(await InspectAsync(cancellationToken).ConfigureAwait(false), signer);

    /// <summary>Reads every file once, checks everything, and signs.</summary>
    /// <param name="signer">Who signs.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="PackageException">The package breaks rules; all of them are in the exception.</exception>
    /// <exception cref="IOException">A file can't be read.</exception>
    public async Task<SignedPackage> SignAsync(IPackageSigner signer, CancellationToken cancellationToken = default)
    {
        var identity = await signer.GetIdentityAsync(cancellationToken).ConfigureAwait(false);
        var inspections = await InspectAsync(cancellationToken).ConfigureAwait(false);
        var findings = Rules.Check(inspections, identity);
        if (findings.Any(finding => finding.Severity == FindingSeverity.Error)) throw new PackageException(findings);
        var manifest = WriteManifest(inspections);
        var signature = await signer.SignAsync(manifest, cancellationToken).ConfigureAwait(false);
        return new SignedPackage(MediaType, [.. Files.Zip(inspections)], Algorithm, manifest, signature, findings);
    }

    /// <summary>Signs and writes to a stream. Nothing is written before everything was checked.</summary>
    /// <param name="output">Where to; it need not be able to seek, and stays open.</param>
    /// <param name="signer">Who signs.</param>
    /// <param name="cancellationToken">Breaks off; what was written is then not a valid archive.</param>
    /// <exception cref="PackageException">The package breaks rules, or a file changed meanwhile.</exception>
    /// <exception cref="IOException">A file can't be read, or the output not be written.</exception>
    public async Task WriteAsync(Stream output, IPackageSigner signer, CancellationToken cancellationToken = default)
    {
        var signed = await SignAsync(signer, cancellationToken).ConfigureAwait(false);
        await signed.WriteAsync(output, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Signs and writes to a pipe. Nothing is written before everything was checked.</summary>
    /// <param name="output">Where to; completing it is the caller's.</param>
    /// <param name="signer">Who signs.</param>
    /// <param name="cancellationToken">Breaks off; what was written is then not a valid archive.</param>
    /// <exception cref="PackageException">The package breaks rules, or a file changed meanwhile.</exception>
    /// <exception cref="IOException">A file can't be read, or whoever reads the pipe is gone.</exception>
    public async Task WriteAsync(PipeWriter output, IPackageSigner signer, CancellationToken cancellationToken = default)
    {
        var signed = await SignAsync(signer, cancellationToken).ConfigureAwait(false);
        await signed.WriteAsync(output, cancellationToken).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<FileInspection>> InspectAsync(CancellationToken cancellationToken)
    {
        var inspections = new List<FileInspection>(Files.Count);
        foreach (var file in Files)
        {
            var stream = await file.OpenAsync(cancellationToken).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
                inspections.Add(await FileInspection.ReadAsync(file.Name, stream, Algorithm, cancellationToken).ConfigureAwait(false));
        }
        return inspections;
    }
}
