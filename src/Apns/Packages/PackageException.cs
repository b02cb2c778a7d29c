namespace Push.Apns.Packages;

/// <summary>
/// A package can't be signed or written. Everything that is wrong with it is in <see cref="Findings"/>; a change of a file
/// between its two readings is noticed only while writing, and what was written until then is not a valid archive.
/// </summary>
public sealed class PackageException : Exception
{
    /// <param name="findings">What is wrong, warnings included.</param>
    public PackageException(IReadOnlyList<PackageFinding> findings)
        : base(Describe(findings)) => Findings = findings;

    internal PackageException(string file, string message)
        : this([new PackageFinding(FindingSeverity.Error, file, null, message)])
    {
    }

    /// <summary>What is wrong, errors first.</summary>
    public IReadOnlyList<PackageFinding> Findings { get; }

    private static string Describe(IReadOnlyList<PackageFinding> findings)
    {
        var errors = findings.Where(finding => finding.Severity == FindingSeverity.Error).ToArray();
        return errors is [var only]
            ? $"The package can't be signed: {only}."
            : $"The package can't be signed:{string.Concat(errors.Select(error => $"{Environment.NewLine}  {error}"))}";
    }
}
