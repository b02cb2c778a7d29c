namespace Push.Apns.Packages;

/// <summary>What verifying a package found.</summary>
public sealed record PackageReport
{
    /// <summary>The kind; null if it is none.</summary>
    public PackageKind? Kind { get; init; }

    /// <summary>Whether Safari or Wallet would take it: there are no errors, in a bundle's passes neither.</summary>
    public bool IsValid => Passes.All(pass => pass.Report.IsValid)
        && Findings.All(finding => finding.Severity != FindingSeverity.Error);

    /// <summary>How many files it has, <c>manifest.json</c> and <c>signature</c> included.</summary>
    public int Files { get; init; }

    /// <summary>Who signed; null if that can't be read, and for a bundle.</summary>
    public SignerIdentity? Signer { get; init; }

    /// <summary>When it was signed, as the signer says.</summary>
    public DateTimeOffset? SignedAt { get; init; }

    /// <summary>Everything that is wrong, errors first.</summary>
    public required IReadOnlyList<PackageFinding> Findings { get; init; }

    /// <summary>The passes of a bundle by the names of their files; empty otherwise.</summary>
    public IReadOnlyList<(string Name, PackageReport Report)> Passes { get; init; } = [];
}
