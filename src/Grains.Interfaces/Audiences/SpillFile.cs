using Microsoft.Win32.SafeHandles;

namespace Push.Grains.Audiences;

/// <summary>
/// A temporary file, made when the first page goes into it. It can be read by this user only, and is removed when it is
/// closed, also by a process that ends without closing it in order.
/// </summary>
internal sealed class SpillFile : IDisposable
{
    private SafeFileHandle? _file;
    private long _length;

    /// <summary>Writes a page at the end.</summary>
    /// <returns>Where it begins.</returns>
    public long Append(ReadOnlySpan<byte> page)
    {
        _file ??= Open();
        var place = _length;
        RandomAccess.Write(_file, page, place);
        _length += page.Length;
        return place;
    }

    /// <summary>Reads a page.</summary>
    public void Read(long place, Span<byte> page)
    {
        for (var read = 0; read < page.Length;)
        {
            var more = RandomAccess.Read(_file!, page[read..], place + read);
            if (more == 0) throw new EndOfStreamException("The temporary file of an import was cut off.");
            read += more;
        }
    }

    public void Dispose() => _file?.Dispose();

    private static SafeFileHandle Open()
    {
        var path = Path.Combine(Path.GetTempPath(), $"push-import-{Guid.NewGuid():n}");
        if (OperatingSystem.IsWindows())
            return File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, FileOptions.DeleteOnClose);
        using var made = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        File.Delete(path); // An open file without a name goes with the process, however that ends.
        return file;
    }
}
