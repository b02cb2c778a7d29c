namespace Push.Apns.Packages;

/// <summary>Collects what is wrong, so that it is said at once and not one by one.</summary>
internal sealed class Findings
{
    private readonly List<PackageFinding> _all = [];

    public void Error(string file, string? field, string message) =>
        _all.Add(new PackageFinding(FindingSeverity.Error, file, field, message));

    public void Warn(string file, string? field, string message) =>
        _all.Add(new PackageFinding(FindingSeverity.Warning, file, field, message));

    /// <summary>Errors first, otherwise as they were found.</summary>
    public IReadOnlyList<PackageFinding> InOrder() => [.. _all.OrderByDescending(finding => finding.Severity)];
}
