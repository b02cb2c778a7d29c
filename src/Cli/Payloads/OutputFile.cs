using Push.Cli.CommandLine;

namespace Push.Cli.Payloads;

/// <summary>Opens what the user wants to be written, and says in the user's terms why it can't be.</summary>
internal static class OutputFile
{
    /// <summary>Opens <paramref name="path"/> for writing, without a buffer; null and <c>-</c> are standard output.</summary>
    /// <param name="field">The option that named it.</param>
    /// <param name="path">The path, <c>-</c>, or null.</param>
    /// <exception cref="CommandException">It can't be written.</exception>
    public static Stream Open(string field, string? path)
    {
        if (path is null or "-") return Console.OpenStandardOutput();
        try
        {
            return new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CommandException.BadInput(field, $"can't write {path}: {e.Message}");
        }
    }
}
