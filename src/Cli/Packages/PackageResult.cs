using Push.Apns.Packages;

namespace Push.Cli.Packages;

/// <summary>What became of a package that was signed, or was found in one that was verified.</summary>
internal sealed record PackageResult
{
    public required string File { get; init; }

    /// <summary>Whether Safari or Wallet would take it; when signing, whether it was written.</summary>
    public required bool Valid { get; init; }

    /// <summary><c>pass</c>, <c>passBundle</c> or <c>website</c>.</summary>
    public string? Kind { get; init; }

    /// <summary>The pass type identifier or website push id of the certificate.</summary>
    public string? Identifier { get; init; }

    public string? TeamId { get; init; }

    /// <summary>The certificate's name.</summary>
    public string? Signer { get; init; }

    public DateTimeOffset? SignedAt { get; init; }

    public DateTimeOffset? CertificateExpiresAt { get; init; }

    public IReadOnlyList<FindingResult> Errors { get; init; } = [];

    public IReadOnlyList<FindingResult> Warnings { get; init; } = [];

    /// <summary>The passes of a bundle.</summary>
    public IReadOnlyList<PackageResult>? Passes { get; init; }

    public static PackageResult Signed(
        string path,
        PackageArchive archive,
        IReadOnlyList<SignedPackage> packages,
        SignerIdentity signer,
        IReadOnlyList<PackageFinding> warnings) => new()
        {
            File = path,
            Valid = true,
            Kind = KindName(archive is PassBundle ? PackageKind.PassBundle
                : packages[0].MediaType == WalletPass.ContentType ? PackageKind.Pass : PackageKind.Website),
            Identifier = signer.Identifier,
            TeamId = signer.TeamId,
            Signer = signer.Name,
            CertificateExpiresAt = signer.ExpiresAt,
            Warnings = Of(warnings, FindingSeverity.Warning),
        };

    public static PackageResult Refused(string path, IReadOnlyList<PackageFinding> findings) => new()
    {
        File = path,
        Valid = false,
        Errors = Of(findings, FindingSeverity.Error),
        Warnings = Of(findings, FindingSeverity.Warning),
    };

    /// <param name="path">The file.</param>
    /// <param name="report">What was found.</param>
    /// <param name="wanted">What the command is for, when the file is something else.</param>
    public static PackageResult Verified(string path, PackageReport report, string? wanted = null)
    {
        var errors = Of(report.Findings, FindingSeverity.Error);
        return new PackageResult
        {
            File = path,
            Valid = report.IsValid && wanted is null,
            Kind = report.Kind is { } kind ? KindName(kind) : null,
            Identifier = report.Signer?.Identifier,
            TeamId = report.Signer?.TeamId,
            Signer = report.Signer?.Name,
            SignedAt = report.SignedAt,
            CertificateExpiresAt = report.Signer?.ExpiresAt,
            Errors = wanted is null ? errors : [new FindingResult(null, null, $"is not {wanted}"), .. errors],
            Warnings = Of(report.Findings, FindingSeverity.Warning),
            Passes = report.Passes is [] ? null : [.. report.Passes.Select(pass => Verified(pass.Name, pass.Report))],
        };
    }

    private static string KindName(PackageKind kind) => kind switch
    {
        PackageKind.Pass => "pass",
        PackageKind.PassBundle => "passBundle",
        _ => "website",
    };

    private static FindingResult[] Of(IReadOnlyList<PackageFinding> findings, FindingSeverity severity) =>
    [
        .. findings.Where(finding => finding.Severity == severity)
            .Select(finding => new FindingResult(finding.File.Length > 0 ? finding.File : null, finding.Field, finding.Message)),
    ];
}

/// <summary>One thing that is wrong.</summary>
/// <param name="File">The file inside the package; null for the package as a whole.</param>
/// <param name="Field">The key in that file, if it is about one.</param>
/// <param name="Message">What is wrong.</param>
internal sealed record FindingResult(string? File, string? Field, string Message)
{
    public override string ToString() => string.Join(": ", new[] { File, Field, Message }.OfType<string>());
}
