using Push.Grains.Apps;

namespace Push.Grains.Packages;

/// <summary>What is wrong with the settings of one signer, pass type or website, and the checks that several need.</summary>
internal sealed class SettingErrors(string section)
{
    // What all packages share lies in memory.
    private const long MaxFolder = 16 << 20;

    private readonly List<string> _errors = [];

    public IReadOnlyList<string> All => _errors;

    public void Add(string error) => _errors.Add($"{section}: {error}");

    public void Add(string key, string error) => _errors.Add($"{section}:{key}: {error}");

    public void CheckApp(string? app, PushOptions push)
    {
        if (app is null) Add("App", "is needed: the app of Push:Apps that has the certificate.");
        else if (!push.Apps.ContainsKey(app)) Add("App", $"there is no app '{app}' in Push:Apps.");
    }

    public void CheckSigner(string? signer, PushOptions push)
    {
        if (signer is null) Add("Signer", "is needed: the signer of Push:Signers that has the certificate.");
        else if (!push.Signers.ContainsKey(signer)) Add("Signer", $"there is no signer '{signer}' in Push:Signers.");
    }

    /// <summary>The URL, or null with an error.</summary>
    public Uri? CheckUrl(string key, string? value)
    {
        if (Uri.TryCreate(value, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps
            && url is { Query: "", Fragment: "" } && !value.EndsWith('/')) return url;
        Add(key, "is needed: https, without a slash at the end, as https://example.com/wallet.");
        return null;
    }

    /// <summary>All files of a folder by their path in it; hidden ones are left out.</summary>
    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>> ReadFolder(string key, string? folder)
    {
        var files = new SortedDictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        if (folder is null) return files;
        try
        {
            var all = new DirectoryInfo(folder).EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true }).ToList();
            if (all.Sum(file => file.Length) > MaxFolder) Add(key, $"{folder} has more than {MaxFolder} bytes of files.");
            else
                foreach (var file in all.Where(file => !file.Name.StartsWith('.')))
                    files[Path.GetRelativePath(folder, file.FullName).Replace('\\', '/')] = File.ReadAllBytes(file.FullName);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Add(key, e.Message);
        }
        return files;
    }
}
