namespace Push.Apns.Packages;

/// <summary>The images of a website: six, each of the size in its name.</summary>
internal static class IconsetRules
{
    private const string Folder = "icon.iconset/";
    private static readonly int[] Points = [16, 32, 128];

    private static readonly Dictionary<string, uint> PixelsByName = Points
        .SelectMany(points => new[] { (Name: $"{Folder}icon_{points}x{points}.png", Pixels: points),
            (Name: $"{Folder}icon_{points}x{points}@2x.png", Pixels: 2 * points) })
        .ToDictionary(icon => icon.Name, icon => (uint)icon.Pixels);

    public static void Check(PackageContents contents, SignerIdentity? signer, Findings findings)
    {
        foreach (var (name, pixels) in PixelsByName)
        {
            if (contents.Find(name) is not { } icon) findings.Error(name, null, $"is missing: a PNG of {pixels}×{pixels} pixels");
            else if (ImageRules.Size(icon, findings) is { } size && size != new PngHeader(pixels, pixels))
                findings.Error(name, null, $"has {size} pixels; Safari asks for {pixels}×{pixels}");
        }
        foreach (var file in contents.Own.Where(file => !PixelsByName.ContainsKey(file.Name) && file.Name != WebsiteJsonRules.FileName))
            findings.Warn(NameRules.Printable(file.Name), null, "is none of the files that Safari knows in a website push package");
    }
}
