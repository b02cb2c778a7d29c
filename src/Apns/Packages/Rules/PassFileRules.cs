namespace Push.Apns.Packages;

/// <summary>The images of a pass.</summary>
internal static class PassFileRules
{
    public static void Check(PackageContents contents, SignerIdentity? signer, Findings findings)
    {
        if (contents.Find("icon.png") is null) findings.Error("icon.png", null, "is missing: every pass needs one");
        foreach (var image in contents.Files.Where(file => file.Name.EndsWith(".png", StringComparison.OrdinalIgnoreCase)))
            ImageRules.Size(image, findings);
    }
}
