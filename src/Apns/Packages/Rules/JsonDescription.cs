using System.Text.Json;

namespace Push.Apns.Packages;

/// <summary>Reads <c>pass.json</c> or <c>website.json</c>.</summary>
internal static class JsonDescription
{
    /// <summary>The object in a file that has to be there; null, and a finding, if there is none.</summary>
    public static JsonElement? Read(PackageContents contents, string name, Findings findings)
    {
        if (contents.Find(name) is not { } file)
            findings.Error(name, null, "is missing");
        else if (file.Length > FileInspection.LargestDescription)
            findings.Error(name, null, $"is larger than {FileInspection.LargestDescription / 1024:N0} KB");
        else
            return StrictJson.Parse(file.Name, file.Head, findings);
        return null;
    }
}
