using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Providers;
using Orleans.Runtime.Hosting;
using Orleans.Serialization;
using Orleans.Storage;
using Push.Storage.Sqlite.GrainStorage;

// In the namespace of the other storages, so that a silo's configuration finds it without another using.
namespace Orleans.Hosting;

/// <summary>Adds SQLite grain storage to a silo.</summary>
public static class SqliteGrainStorageHosting
{
    /// <summary>
    /// Keeps the states of the storage <paramref name="name"/> in a SQLite file with group commit. Configuration can
    /// name it too: <c>Orleans:GrainStorage:{name}:ProviderType</c> = <c>Sqlite</c>, and <c>Path</c> beside it.
    /// </summary>
    /// <remarks>
    /// The silo does not start when another process has the file: it ends in
    /// <see cref="Push.Storage.Sqlite.SqliteFileInUseException"/>.
    /// </remarks>
    public static ISiloBuilder AddSqliteGrainStorage(this ISiloBuilder builder, string name,
        Action<SqliteGrainStorageOptions> configure)
    {
        builder.Services.AddOptions<SqliteGrainStorageOptions>(name).Configure(configure)
            .PostConfigure<IServiceProvider>((options, services) => options.GrainStorageSerializer ??=
                services.GetKeyedService<IGrainStorageSerializer>(name)
                ?? new OrleansGrainStorageSerializer(services.GetRequiredService<Serializer>()));
        builder.Services.AddTransient<IConfigurationValidator>(services => new SqliteGrainStorageOptionsValidator(
            services.GetRequiredService<IOptionsMonitor<SqliteGrainStorageOptions>>(), name));
        builder.Services.AddGrainStorage(name, SqliteGrainStorage.Create);
        return builder;
    }

    /// <summary>The same for states that name no storage.</summary>
    public static ISiloBuilder AddSqliteGrainStorageAsDefault(this ISiloBuilder builder,
        Action<SqliteGrainStorageOptions> configure) =>
        builder.AddSqliteGrainStorage(ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME, configure);
}
