using System.IO.Compression;

namespace Push.Apns.Packages;

/// <summary>Up to ten signed passes in one file, which a person adds to Wallet at once.</summary>
public sealed class PassBundle : PackageArchive
{
    /// <summary>How many passes a bundle may hold.</summary>
    public const int MostPasses = 10;

    /// <summary>The content type of a bundle.</summary>
    public const string ContentType = "application/vnd.apple.pkpasses";

    private readonly IReadOnlyList<SignedPackage> _passes;

    /// <summary>Takes the passes.</summary>
    /// <param name="passes">1 to 10 signed Wallet passes.</param>
    /// <exception cref="ArgumentException">There are none or too many, or a website's package is among them.</exception>
    public PassBundle(IEnumerable<SignedPackage> passes)
    {
        _passes = [.. passes];
        if (_passes.Count is 0 or > MostPasses)
            throw new ArgumentException($"A bundle has 1 to {MostPasses} passes, not {_passes.Count}.", nameof(passes));
        if (_passes.Any(pass => pass.MediaType != WalletPass.ContentType))
            throw new ArgumentException("A bundle has Wallet passes only.", nameof(passes));
    }

    /// <inheritdoc/>
    public override string MediaType => ContentType;

    private protected override async Task WriteEntriesAsync(ZipWriter zip, CancellationToken cancellationToken)
    {
        var number = 0;
        foreach (var pass in _passes)
        {
            // What a pass holds is compressed already.
            await zip.DeflateAsync(
                $"pass-{++number:00}.pkpass",
                CompressionLevel.NoCompression,
                entry => pass.WriteAsync(entry, cancellationToken),
                cancellationToken).ConfigureAwait(false);
        }
    }
}
