using System.Text;

namespace Push.Apns.Packages;

/// <summary>What a file inside a package may be called: nothing that unpacks to another place, or over another file.</summary>
internal static class NameRules
{
    /// <summary>More files than any package has, and few enough for a directory of 16 bits.</summary>
    public const int MostFiles = 10_000;

    private const int LongestName = 255;

    public static void Check(PackageContents contents, SignerIdentity? signer, Findings findings)
    {
        if (contents.Files.Count > MostFiles)
            findings.Error("", null, $"has {contents.Files.Count:N0} files; {MostFiles:N0} are the limit");
        Check(contents.Files.Select(file => file.Name), findings);
    }

    public static void Check(IEnumerable<string> names, Findings findings)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var seenFolded = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in names)
        {
            var shown = Printable(name);
            if (WhatIsWrong(name) is { } wrong) findings.Error(shown, null, wrong);
            if (!seen.Add(name)) findings.Error(shown, null, "is there twice");
            else if (!seenFolded.TryAdd(name, shown))
                findings.Error(shown, null, $"differs from {seenFolded[name]} in capitals only, which many file systems take for the same");
        }
    }

    /// <summary>Null if the name may stand in a package.</summary>
    public static string? WhatIsWrong(string name) => name switch
    {
        "" => "has no name",
        _ when Encoding.UTF8.GetByteCount(name) > LongestName => $"has a name of more than {LongestName} bytes",
        _ when name.Any(char.IsControl) => "has control characters in its name",
        _ when HasLoneSurrogate(name) => "has half a character in its name",
        _ when name.Contains('\\') => "has a backslash in its name; folders are divided by /",
        _ when name[0] == '/' => "begins with /; names are relative to the package",
        _ when name is [_, ':', ..] && char.IsAsciiLetter(name[0]) => "begins with a drive letter",
        _ when name[^1] == '/' => "is a folder; only files have a place of their own",
        _ when name.Split('/').Any(part => part is "" or "." or "..") => "has an empty part, . or .. in its name",
        _ => null,
    };

    /// <summary>The name for messages: no control characters that a terminal would obey.</summary>
    public static string Printable(string name)
    {
        var shown = name.Length > LongestName ? name[..LongestName] + "…" : name;
        return string.Concat(shown.Select(character => char.IsControl(character) ? '\uFFFD' : character));
    }

    private static bool HasLoneSurrogate(string name) => name.EnumerateRunes().Contains(Rune.ReplacementChar)
        && !name.Contains('\uFFFD');
}
