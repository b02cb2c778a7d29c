using Push.Cli.Apps;
using Push.Cli.CommandLine;
using Push.Silo;
using Push.Silo.Configuration;

namespace Push.Cli.Campaigns;

/// <summary>Finds the cluster that the options name.</summary>
internal static class Clusters
{
    private const string Harmless = "/\\:._-~+";

    /// <summary>Connects to a running silo, or starts one on the data folder.</summary>
    /// <param name="context">The command.</param>
    /// <param name="options">Its options.</param>
    /// <param name="sends">Whether a silo started here goes on with unfinished campaigns.</param>
    /// <param name="app">The app that must be configured; it is remembered in the data folder. Null: none.</param>
    /// <exception cref="CommandException">Configuration or data folder can't be used, or no silo answers.</exception>
    public static async Task<CampaignCluster> ConnectAsync(
        CommandContext context, ClusterOptions options, bool sends, string? app = null)
    {
        var configuration = CliConfiguration.Load(context.Get(options.Config), context.Get(options.Data));
        if (context.Arguments.GetResult(options.Cluster) is not null)
        {
            if (context.Get(options.Data) is null)
                return await RemoteCluster.ConnectAsync(
                    context.Get(options.Cluster), configuration, context.Terminal, context.Cancelled);
            throw CommandException.BadInput("--cluster", "can't be used together with --data");
        }

        var folder = configuration.DataFolder;
        if (app is null && !File.Exists(Path.Combine(folder, PushSilo.DatabaseName)))
        {
            throw CommandException.BadInput("--data", $"there are no campaigns in {folder}");
        }

        if (app is not null) configuration.App(app);
        var silo = Read(configuration);
        var cluster = await EmbeddedCluster.StartAsync(
            silo,
            sends,
            context.Terminal,
            id => $"push campaign resume {id} --data {Quote(folder)}",
            context.Cancelled);
        if (app is not null) RememberedApps.Save(folder, configuration.App(app));
        return cluster;
    }

    /// <summary>A path as a shell takes it.</summary>
    public static string Quote(string path) =>
        path.All(character => char.IsLetterOrDigit(character) || Harmless.Contains(character, StringComparison.Ordinal))
            ? path
            : $"'{path.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static PushSiloOptions Read(LoadedConfiguration configuration)
    {
        try
        {
            var options = PushSiloOptions.Read(configuration.Values);
            options.Data = configuration.DataFolder;
            return options;
        }
        catch (PushConfigurationException e)
        {
            throw new CommandException(ExitCode.BadInput, [.. e.Errors.Select(Problem.OfSetting)]);
        }
    }
}
