using Microsoft.Extensions.DependencyInjection;
using Push.Storage.Sqlite.Reminders;

// In the namespace of the other reminder tables, so that a silo's configuration finds it without another using.
namespace Orleans.Hosting;

/// <summary>Adds SQLite reminders to a silo.</summary>
public static class SqliteReminderHosting
{
    /// <summary>
    /// Keeps reminders in a SQLite file with group commit. Configuration can name it too:
    /// <c>Orleans:Reminders:ProviderType</c> = <c>Sqlite</c>, and <c>Path</c> beside it.
    /// </summary>
    public static ISiloBuilder UseSqliteReminders(this ISiloBuilder builder, Action<SqliteReminderOptions> configure)
    {
        builder.AddReminders();
        builder.Services.AddOptions<SqliteReminderOptions>().Configure(configure);
        builder.Services.AddTransient<IConfigurationValidator, SqliteReminderOptionsValidator>();
        builder.Services.AddSingleton<IReminderTable, SqliteReminderTable>();
        return builder;
    }
}
