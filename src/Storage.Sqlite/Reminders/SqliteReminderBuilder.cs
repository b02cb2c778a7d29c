using Microsoft.Extensions.Configuration;
using Orleans.Providers;
using Push.Storage.Sqlite.Reminders;

[assembly: RegisterProvider("Sqlite", "Reminders", "Silo", typeof(SqliteReminderBuilder))]

namespace Push.Storage.Sqlite.Reminders;

/// <summary>Reads the section <c>Orleans:Reminders</c>.</summary>
internal sealed class SqliteReminderBuilder : IProviderBuilder<ISiloBuilder>
{
    public void Configure(ISiloBuilder builder, string? name, IConfigurationSection configurationSection) =>
        builder.UseSqliteReminders(options => options.Path = configurationSection[nameof(options.Path)] ?? options.Path);
}
