namespace Push.Apns.Packages;

/// <summary>The files of a package by name. Of equal names, which is an error by itself, the first counts.</summary>
internal sealed class PackageContents
{
    private readonly Dictionary<string, FileInspection> _byName = new(StringComparer.Ordinal);

    public PackageContents(IReadOnlyList<FileInspection> files)
    {
        Files = files;
        foreach (var file in files) _byName.TryAdd(file.Name, file);
    }

    public IReadOnlyList<FileInspection> Files { get; }

    /// <summary>Those that the manifest lists.</summary>
    public IEnumerable<FileInspection> Own => Files.Where(file => !PackageNames.IsOfTheSignature(file.Name));

    public FileInspection? Find(string name) => _byName.GetValueOrDefault(name);
}
