namespace Push.Apns.Packages;

/// <summary>Everything that a kind of package has to be; all that is not so is found at once.</summary>
internal sealed class PackageRules
{
    private readonly Action<PackageContents, SignerIdentity?, Findings>[] _rules;

    private PackageRules(params Action<PackageContents, SignerIdentity?, Findings>[] rules) => _rules = rules;

    public static PackageRules OfPasses { get; } = new(NameRules.Check, PassFileRules.Check, PassJsonRules.Check, SignerRules.CheckPass);

    public static PackageRules OfWebsites { get; } = new(NameRules.Check, IconsetRules.Check, WebsiteJsonRules.Check, SignerRules.CheckWebsite);

    /// <summary>What is wrong, errors first.</summary>
    public IReadOnlyList<PackageFinding> Check(IReadOnlyList<FileInspection> files, SignerIdentity? signer)
    {
        var findings = new Findings();
        Check(files, signer, findings);
        return findings.InOrder();
    }

    public void Check(IReadOnlyList<FileInspection> files, SignerIdentity? signer, Findings findings)
    {
        var contents = new PackageContents(files);
        foreach (var rule in _rules) rule(contents, signer, findings);
    }
}
