using Microsoft.Extensions.Configuration;
using Orleans.Providers;
using Push.Storage.Sqlite.GrainStorage;

[assembly: RegisterProvider("Sqlite", "GrainStorage", "Silo", typeof(SqliteGrainStorageBuilder))]

namespace Push.Storage.Sqlite.GrainStorage;

/// <summary>Reads the section <c>Orleans:GrainStorage:{name}</c>.</summary>
internal sealed class SqliteGrainStorageBuilder : IProviderBuilder<ISiloBuilder>
{
    public void Configure(ISiloBuilder builder, string? name, IConfigurationSection configurationSection) =>
        builder.AddSqliteGrainStorage(name!,
            options => options.Path = configurationSection[nameof(options.Path)] ?? options.Path);
}
