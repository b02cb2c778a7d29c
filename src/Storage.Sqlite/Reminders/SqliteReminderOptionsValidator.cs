using Microsoft.Extensions.Options;

namespace Push.Storage.Sqlite.Reminders;

internal sealed class SqliteReminderOptionsValidator(IOptions<SqliteReminderOptions> options) : IConfigurationValidator
{
    public void ValidateConfiguration()
    {
        if (string.IsNullOrWhiteSpace(options.Value.Path))
            throw new OrleansConfigurationException(
                $"The reminders need {nameof(SqliteReminderOptions)}.{nameof(SqliteReminderOptions.Path)}.");
    }
}
