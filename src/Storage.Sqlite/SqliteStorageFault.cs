namespace Push.Storage.Sqlite;

/// <summary>Why the database refused an operation.</summary>
public enum SqliteStorageFault
{
    /// <summary>A cause without a name of its own; the message has SQLite's text.</summary>
    Other,

    /// <summary>No space is left for the database or its log.</summary>
    DiskFull,

    /// <summary>The operating system reported an error while reading, writing or synchronizing.</summary>
    Io,

    /// <summary>The file or its folder can't be opened or created.</summary>
    CannotOpen,

    /// <summary>The file or its folder may not be written.</summary>
    ReadOnly,

    /// <summary>The file is no SQLite database, is damaged, or was written by a newer version of this library.</summary>
    Unreadable,

    /// <summary>A program outside this process held the database locked for longer than an operation waits.</summary>
    Busy,
}
