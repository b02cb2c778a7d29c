using Push.Cli.CommandLine;

namespace Push.Cli.Payloads;

/// <summary>Opens what the user named, and says in the user's terms why it can't be read.</summary>
internal static class InputFile
{
    /// <summary>Opens <paramref name="path"/> for reading from start to end; <c>-</c> is standard input.</summary>
    /// <param name="field">The option or configuration key that named it.</param>
    /// <param name="path">The path, or <c>-</c>.</param>
    /// <exception cref="CommandException">It can't be opened.</exception>
    public static Stream Open(string field, string path)
    {
        if (path == "-") return new StandardInput();
        try
        {
            return new FileStream(path, new FileStreamOptions { Options = FileOptions.SequentialScan, BufferSize = 0 });
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw CommandException.BadInput(field, $"no file {path}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CommandException.BadInput(field, $"can't read {path}: {Why(path, e)}");
        }
    }

    private static string Why(string path, Exception e) =>
        Directory.Exists(path) ? "it is a folder" : e is UnauthorizedAccessException ? "permission denied" : e.Message;
}
