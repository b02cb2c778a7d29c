using Push.Cli.CommandLine;
using Push.Cli.Payloads;

namespace Push.Cli.Sending;

/// <summary>A password that stands in a file, so that it stands in no process list and no shell history.</summary>
internal static class PasswordFile
{
    /// <summary>The first line of the file.</summary>
    /// <exception cref="CommandException">The file can't be read.</exception>
    public static string Read(string field, string path)
    {
        using var reader = new StreamReader(InputFile.Open(field, path));
        return reader.ReadLine() ?? "";
    }
}
