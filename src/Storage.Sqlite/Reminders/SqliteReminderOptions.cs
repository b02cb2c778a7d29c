namespace Push.Storage.Sqlite.Reminders;

/// <summary>Where reminders are kept.</summary>
public sealed class SqliteReminderOptions
{
    /// <summary>
    /// The database file; it and its folder are created when missing. Required. May be that of a grain storage: they
    /// share the writer then.
    /// </summary>
    public string Path { get; set; } = "";
}
