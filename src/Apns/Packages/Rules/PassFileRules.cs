using System.Text.RegularExpressions;

namespace Push.Apns.Packages;

/// <summary>The images and folders of a pass (Apple, "Creating the source for a pass" and "Pass Design").</summary>
internal static partial class PassFileRules
{
    private const string Icon = "icon";
    private const uint IconPoints = 38;
    private const uint OldIconPoints = 29;

    // Points; an image of another size is scaled or cut.
    private static readonly Dictionary<string, PngHeader> Largest = new()
    {
        ["logo"] = new PngHeader(160, 50),
        ["thumbnail"] = new PngHeader(90, 90),
        ["strip"] = new PngHeader(375, 144),
        ["background"] = new PngHeader(345, 505),
        ["footer"] = new PngHeader(286, 15),
    };

    public static void Check(PackageContents contents, SignerIdentity? signer, Findings findings)
    {
        foreach (var file in contents.Own) CheckFile(file, findings);
        if (!Has(contents, "icon.png")) findings.Error("icon.png", null, $"is missing: every pass needs it, {IconPoints}×{IconPoints} points");
        foreach (var name in new[] { "icon@2x.png", "icon@3x.png" })
            if (!Has(contents, name)) findings.Warn(name, null, "is missing: the icon looks coarse on most devices");
    }

    private static bool Has(PackageContents contents, string name) => contents.Find(name) is not null;

    private static void CheckFile(FileInspection file, Findings findings)
    {
        var name = NameRules.Printable(file.Name);
        var folder = file.Name.LastIndexOf('/');
        if (folder >= 0 && !Localization().IsMatch(file.Name[..folder]))
            findings.Warn(name, null, "is in a folder where Wallet doesn't look: translations are in folders such as en.lproj");
        if (!file.Name.EndsWith(".png", StringComparison.OrdinalIgnoreCase)) return;
        if (ImageRules.Size(file, findings) is { } size && Image().Match(file.Name[(folder + 1)..]) is { Success: true } image)
            CheckSize(name, image.Groups["name"].Value, ScaleOf(image.Groups["scale"].ValueSpan), size, findings);
    }

    private static void CheckSize(string file, string name, uint scale, PngHeader size, Findings findings)
    {
        if (name == Icon)
        {
            if (size.Width != size.Height || (size.Width != IconPoints * scale && size.Width != OldIconPoints * scale))
                findings.Warn(file, null, $"has {size} pixels; {IconPoints * scale}×{IconPoints * scale} are shown as they are");
        }
        else if (Largest.TryGetValue(name, out var largest) && (size.Width > largest.Width * scale || size.Height > largest.Height * scale))
        {
            findings.Warn(file, null, $"has {size} pixels; more than {new PngHeader(largest.Width * scale, largest.Height * scale)} are not shown");
        }
    }

    private static uint ScaleOf(ReadOnlySpan<char> scale) => scale.IsEmpty ? 1 : (uint)(scale[0] - '0');

    [GeneratedRegex(@"^(?<name>[a-z]+)(@(?<scale>[23])x)?\.png\z")]
    private static partial Regex Image();

    [GeneratedRegex(@"^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*\.lproj\z|^Base\.lproj\z")]
    private static partial Regex Localization();
}
