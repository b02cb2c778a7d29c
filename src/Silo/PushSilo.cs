using Push.Grains;
using Push.Silo.Clustering;
using Push.Storage.Sqlite;

namespace Push.Silo;

/// <summary>Puts a silo of the platform into a host.</summary>
public static class PushSilo
{
    /// <summary>The name of the database in the data folder.</summary>
    public const string DatabaseName = "push.db";

    // Draining its connections and writing its states takes a silo longer than the host's 30 s at worst.
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(90);

    /// <summary>
    /// Adds grains, state and clustering. State and reminders lie in SQLite in the data folder, and the silo is a cluster
    /// by itself, unless the configuration names others in Orleans' own sections: <c>Orleans:GrainStorage:push</c>,
    /// <c>Orleans:Reminders</c>, <c>Orleans:Clustering</c>.
    /// </summary>
    /// <remarks>From this call on the data folder is held, until the host that is built and started ends.</remarks>
    /// <param name="builder">The host.</param>
    /// <param name="options">Valid options, as <see cref="PushSiloOptions.Read"/> returns them.</param>
    /// <exception cref="SqliteFileInUseException">Another process holds the data folder.</exception>
    /// <exception cref="SqliteStorageException">The data folder can't be used.</exception>
    public static TBuilder AddPushSilo<TBuilder>(this TBuilder builder, PushSiloOptions options)
        where TBuilder : IHostApplicationBuilder
    {
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownTimeout);
        // It warns of a stalled process at every start, when nothing has stalled.
        builder.Logging.AddFilter("Orleans.Runtime.Watchdog", LogLevel.Error);
        builder.Services.AddSingleton(options);
        var hold = new StartupHold();
        // By a factory, so that the container disposes of it.
        builder.Services.AddSingleton<IHostedService>(_ => hold);
        builder.UseOrleans(silo =>
        {
            var isInFile = silo.AddStorage(options, hold);
            var isAlone = silo.AddClustering(options.Cluster, hold);
            silo.AddPush(push =>
            {
                options.Push.CopyTo(push);
                push.IsOnlySilo = isInFile && isAlone;
            });
        });
        return builder;
    }

    /// <summary>
    /// A host for a silo inside another program: on free ports, with nothing logged below Warning, without other
    /// configuration than the options, and deaf to signals. Its services have an <see cref="IGrainFactory"/>.
    /// </summary>
    /// <param name="options">Valid options, as <see cref="PushSiloOptions.Read"/> returns them; their ports are replaced.</param>
    /// <exception cref="SqliteFileInUseException">Another process holds the data folder.</exception>
    /// <exception cref="SqliteStorageException">The data folder can't be used.</exception>
    public static HostApplicationBuilder CreateEmbedded(PushSiloOptions options)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        // It warns of the garbage collector's mode, which is the program's choice.
        builder.Logging.AddFilter("Orleans.Runtime.Silo", LogLevel.Error);
        builder.Services.AddSingleton<IHostLifetime, EmbeddedLifetime>();
        options.Cluster.SiloPort = options.Cluster.GatewayPort = 0;
        return builder.AddPushSilo(options);
    }

    // Whether states are kept in the file, which one process holds at a time.
    private static bool AddStorage(this ISiloBuilder silo, PushSiloOptions options, StartupHold hold)
    {
        var database = Path.Combine(options.Data, DatabaseName);
        var keepsStates = !silo.IsConfigured($"Orleans:GrainStorage:{PushStorage.Name}");
        var keepsReminders = !silo.IsConfigured("Orleans:Reminders");
        if (keepsStates)
            silo.AddSqliteGrainStorage(PushStorage.Name, storage => storage.Path = database);
        if (keepsReminders)
            silo.UseSqliteReminders(reminders => reminders.Path = database);
        if (keepsStates || keepsReminders)
            hold.Database(database);
        return keepsStates;
    }

    // Whether the silo is a cluster by itself.
    private static bool AddClustering(this ISiloBuilder silo, ClusterEndpoints cluster, StartupHold hold)
    {
        if (silo.IsConfigured("Orleans:Clustering"))
            return false;
        silo.UseLocalhostClustering(hold.Port(cluster.SiloPort), hold.Port(cluster.GatewayPort),
            primarySiloEndpoint: null, cluster.ServiceId, cluster.ClusterId);
        return true;
    }

    private static bool IsConfigured(this ISiloBuilder silo, string section) =>
        silo.Configuration.GetSection(section).Exists();
}
