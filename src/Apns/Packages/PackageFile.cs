namespace Push.Apns.Packages;

/// <summary>
/// One file of a package: its name inside, and where its bytes come from. The bytes are never held for long: they are read
/// once for the hash and once more for the archive.
/// </summary>
public sealed class PackageFile
{
    private readonly Func<CancellationToken, ValueTask<Stream>> _open;

    private PackageFile(string name, Func<CancellationToken, ValueTask<Stream>> open)
    {
        Name = name;
        _open = open;
    }

    /// <summary>
    /// The path inside the package, with forward slashes: <c>icon.png</c>, <c>en.lproj/pass.strings</c>. It is checked with
    /// everything else before signing.
    /// </summary>
    public string Name { get; }

    /// <summary>A file whose bytes are in memory. They must not change before the package is written.</summary>
    /// <param name="name">The path inside the package.</param>
    /// <param name="content">The bytes.</param>
    public static PackageFile FromBytes(string name, ReadOnlyMemory<byte> content) =>
        new(name, _ => ValueTask.FromResult<Stream>(MemoryReader.Open(content)));

    /// <summary>A file on disk; it is opened when it is needed.</summary>
    /// <param name="name">The path inside the package.</param>
    /// <param name="path">The path on disk.</param>
    public static PackageFile FromDisk(string name, string path) =>
        new(name, _ => ValueTask.FromResult<Stream>(new FileStream(path, new FileStreamOptions
        {
            Options = FileOptions.Asynchronous | FileOptions.SequentialScan,
            BufferSize = 0,
        })));

    /// <summary>A file from anywhere else.</summary>
    /// <param name="name">The path inside the package.</param>
    /// <param name="open">
    /// Opens the bytes from their beginning; called twice, and disposed of after each. Both times must give the same.
    /// </param>
    public static PackageFile FromStream(string name, Func<CancellationToken, ValueTask<Stream>> open) => new(name, open);

    /// <summary>
    /// All files of a folder and the folders in it, named by their paths relative to it. Left out are hidden files
    /// (<c>.DS_Store</c>), and <c>manifest.json</c> and <c>signature</c> at its root: signing makes new ones.
    /// </summary>
    /// <param name="folder">The folder on disk, as <c>Boarding.pass</c> or <c>Shop.pushpackage</c>.</param>
    /// <exception cref="IOException">The folder is missing or can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static IReadOnlyList<PackageFile> FromFolder(string folder) =>
    [
        .. from path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
           let name = Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/')
           where !name.Split('/').Any(part => part.StartsWith('.')) && !PackageNames.IsOfTheSignature(name)
           orderby name
           select FromDisk(name, path),
    ];

    internal ValueTask<Stream> OpenAsync(CancellationToken cancellationToken) => _open(cancellationToken);
}
