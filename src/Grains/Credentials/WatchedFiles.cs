using System.Security.Cryptography;

namespace Push.Grains.Credentials;

/// <summary>
/// Notices that files were replaced or rewritten, by their contents: renaming over them, writing in place and the links of
/// mounted secrets all look the same, and a new date alone means nothing. Contents count once two looks in a row have found
/// the same, so that no half-written file is read.
/// </summary>
internal sealed class WatchedFiles
{
    private readonly string[] _paths;
    private string _taken;
    private string _seen;

    public WatchedFiles(IEnumerable<string?> paths)
    {
        _paths = [.. paths.OfType<string>()];
        _taken = _seen = Stamp();
    }

    /// <summary>Looks at the files.</summary>
    /// <returns>Whether there are new contents to be read; they count as taken.</returns>
    public bool TakeChange()
    {
        var now = Stamp();
        var settled = now == _seen && now != _taken;
        _seen = now;
        if (settled) _taken = now;
        return settled;
    }

    private string Stamp() => string.Join(' ', _paths.Select(Stamp));

    private static string Stamp(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return Convert.ToHexString(SHA256.HashData(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.GetType().Name;
        }
    }
}
