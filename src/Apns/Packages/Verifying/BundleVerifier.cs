namespace Push.Apns.Packages;

/// <summary>Verifies the passes of a bundle, one after another.</summary>
internal static class BundleVerifier
{
    private const int BufferSize = 64 * 1024;

    public static bool IsPass(ZipEntry entry) => entry.Name.EndsWith(".pkpass", StringComparison.OrdinalIgnoreCase);

    public static async Task<PackageReport> VerifyAsync(
        ZipArchiveReader zip, PackageVerification options, Findings findings, CancellationToken cancellationToken)
    {
        NameRules.Check(zip.Entries.Select(entry => entry.Name), findings);
        if (zip.Entries.Count > PassBundle.MostPasses)
            findings.Error("", null, $"has {zip.Entries.Count} passes; {PassBundle.MostPasses} are the limit");
        var passes = new List<(string, PackageReport)>();
        foreach (var entry in zip.Entries.Take(PassBundle.MostPasses))
        {
            var report = await VerifyAsync(zip, entry, options, cancellationToken).ConfigureAwait(false);
            passes.Add((NameRules.Printable(entry.Name), report));
        }
        return new PackageReport
        {
            Kind = PackageKind.PassBundle,
            Files = zip.Entries.Count,
            Findings = findings.InOrder(),
            Passes = passes,
        };
    }

    // An archive is read from its end, so it is unpacked to a file first.
    private static async Task<PackageReport> VerifyAsync(
        ZipArchiveReader zip, ZipEntry entry, PackageVerification options, CancellationToken cancellationToken)
    {
        var unpacked = new FileStream(Path.GetTempFileName(), new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.ReadWrite,
            Options = FileOptions.Asynchronous | FileOptions.DeleteOnClose,
        });
        await using (unpacked.ConfigureAwait(false))
        {
            var stream = zip.Open(entry);
            await using (stream.ConfigureAwait(false))
                await stream.CopyToAsync(unpacked, BufferSize, cancellationToken).ConfigureAwait(false);
            return await PackageVerifier
                .VerifyAsync(unpacked, options with { Kind = PackageKind.Pass }, cancellationToken).ConfigureAwait(false);
        }
    }
}
