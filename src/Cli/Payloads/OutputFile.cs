using Push.Cli.CommandLine;

namespace Push.Cli.Payloads;

/// <summary>
/// What the user wants to be written. A file appears under its name when it is complete, and what was there before stays
/// until then; pipes, devices and standard output are written to as they are.
/// </summary>
internal sealed class OutputFile : IAsyncDisposable
{
    private readonly string? _path;
    private readonly string? _partial;

    private OutputFile(Stream stream, string? path = null, string? partial = null) =>
        (Stream, _path, _partial) = (stream, path, partial);

    /// <summary>What to write to, without a buffer.</summary>
    public Stream Stream { get; }

    /// <summary>Opens <paramref name="path"/> for writing; null and <c>-</c> are standard output.</summary>
    /// <param name="field">The option that named it.</param>
    /// <param name="path">The path, <c>-</c>, or null.</param>
    /// <exception cref="CommandException">It can't be written; the message says why in the user's terms.</exception>
    public static OutputFile Open(string field, string? path)
    {
        if (path is null or "-") return new OutputFile(Console.OpenStandardOutput());
        try
        {
            // A file that is there says here whether it may be written.
            var existing = File.Exists(path) ? Create(path, FileMode.Open) : null;
            if (existing is not null && !IsOrdinary(existing, path)) return new OutputFile(existing);
            existing?.Dispose();
            var target = existing is null ? null : File.ResolveLinkTarget(path, returnFinalTarget: true);
            return Beside(target?.FullName ?? Path.GetFullPath(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CommandException.BadInput(field, $"can't write {path}: {e.Message}");
        }
    }

    /// <summary>All is written: the file takes its name.</summary>
    public async Task CompleteAsync()
    {
        await Stream.DisposeAsync();
        if (_partial is not null) File.Move(_partial, _path!, overwrite: true);
    }

    /// <summary>Closes it; what is not complete is removed.</summary>
    public async ValueTask DisposeAsync()
    {
        await Stream.DisposeAsync();
        if (_partial is not null) File.Delete(_partial);
    }

    private static OutputFile Beside(string path)
    {
        var partial = Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.{Path.GetRandomFileName()}");
        var output = new OutputFile(Create(partial, FileMode.CreateNew), path, partial);
        if (!OperatingSystem.IsWindows() && File.Exists(path)) File.SetUnixFileMode(partial, File.GetUnixFileMode(path));
        return output;
    }

    private static FileStream Create(string path, FileMode mode) => new(path, mode, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);

    private static bool IsOrdinary(FileStream file, string path) => file.CanSeek
        && !Path.GetFullPath(path).StartsWith("/dev/", StringComparison.Ordinal)
        && !Path.GetFullPath(path).StartsWith("/proc/", StringComparison.Ordinal);
}
