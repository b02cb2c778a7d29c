namespace Push.Storage.Sqlite;

/// <summary>
/// Another process has the database open. One process at a time may: the group commit and the reading of acknowledged
/// writes rest on a single writer.
/// </summary>
public sealed class SqliteFileInUseException : Exception
{
    internal SqliteFileInUseException(string path, int? holderProcessId)
        : base(Describe(path, holderProcessId))
    {
        Path = path;
        HolderProcessId = holderProcessId;
    }

    /// <summary>Full path of the database file.</summary>
    public string Path { get; }

    /// <summary>Process id of the holder, or null when it could not be found out.</summary>
    public int? HolderProcessId { get; }

    private static string Describe(string path, int? holder)
    {
        var who = holder is { } pid ? $"process {pid}" : "another process";
        return $"The data folder '{System.IO.Path.GetDirectoryName(path)}' is in use: {who} has " +
            $"'{System.IO.Path.GetFileName(path)}' open. Stop that process, or choose another folder.";
    }
}
