namespace Push.Apns.Packages;

/// <summary>What a package's kind asks of the signature's certificate, beyond the identifier.</summary>
internal static class SignerRules
{
    private const string File = PackageNames.Signature;

    public static void CheckPass(PackageContents contents, SignerIdentity? signer, Findings findings)
    {
        if (signer is null) return;
        if (!signer.SignsPasses)
            findings.Error(File, null, $"the certificate {signer.Name} is not for passes: its usages lack 1.2.840.113635.100.4.14");
        if (!signer.HasIntermediate)
            findings.Error(File, null, $"Apple's intermediate, which issued the certificate {signer.Name}, has to go along, and is missing");
    }

    public static void CheckWebsite(PackageContents contents, SignerIdentity? signer, Findings findings)
    {
        if (signer is { HasIntermediate: false })
            findings.Warn(File, null,
                $"Apple's intermediate, which issued the certificate {signer.Name}, does not go along; newer ones than Safari's own are then unknown to it");
    }
}
