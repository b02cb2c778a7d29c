namespace Push.Apns.Packages;

/// <summary>What is looked at in images: their first bytes, never their pixels.</summary>
internal static class ImageRules
{
    /// <summary>The size of an image; null, and a finding, if it is no PNG.</summary>
    public static PngHeader? Size(FileInspection image, Findings findings)
    {
        if (PngHeader.Read(image.Head.Span) is { } size) return size;
        findings.Error(NameRules.Printable(image.Name), null, "is no PNG image");
        return null;
    }
}
