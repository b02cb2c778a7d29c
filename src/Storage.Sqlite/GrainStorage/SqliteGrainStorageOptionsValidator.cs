using Microsoft.Extensions.Options;

namespace Push.Storage.Sqlite.GrainStorage;

internal sealed class SqliteGrainStorageOptionsValidator(IOptionsMonitor<SqliteGrainStorageOptions> options, string name)
    : IConfigurationValidator
{
    public void ValidateConfiguration()
    {
        if (string.IsNullOrWhiteSpace(options.Get(name).Path))
            throw new OrleansConfigurationException(
                $"The grain storage '{name}' needs {nameof(SqliteGrainStorageOptions)}.{nameof(SqliteGrainStorageOptions.Path)}.");
    }
}
