using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Push.Cli.CommandLine;
using Push.Cli.Output;
using Push.Client;
using Push.Grains.Apps;
using Push.Silo;
using Push.Storage.Sqlite;

namespace Push.Cli.Campaigns;

/// <summary>A silo of this process on a data folder. It ends with the command; its campaigns stay in the folder.</summary>
internal sealed class EmbeddedCluster : CampaignCluster
{
    private readonly IHost _host;
    private readonly Func<string, string> _resumeCommand;

    private EmbeddedCluster(IHost host, string data, Func<string, string> resumeCommand)
    {
        _host = host;
        Options = $"--data {Clusters.Quote(data)}";
        _resumeCommand = resumeCommand;
        Push = host.Services.GetRequiredService<PushClient>();
    }

    public override PushClient Push { get; }

    public override string Options { get; }

    /// <summary>Starts the silo.</summary>
    /// <param name="options">Its configuration.</param>
    /// <param name="sends">Whether unfinished campaigns of the folder go on; false to look at them, or to stop them.</param>
    /// <param name="terminal">Where its warnings go.</param>
    /// <param name="resumeCommand">Makes the command that goes on with a campaign, of its id.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="CommandException">Another process holds the data folder, or it can't be written.</exception>
    public static async Task<EmbeddedCluster> StartAsync(
        PushSiloOptions options,
        bool sends,
        Terminal terminal,
        Func<string, string> resumeCommand,
        CancellationToken cancellationToken)
    {
        MakeFolder(options.Data);
        IHost? host = null;
        try
        {
            var builder = PushSilo.CreateEmbedded(options);
            builder.Logging.AddTerminal(terminal);
            builder.Services.AddPushClient().Configure<PushOptions>(push => push.Sends = sends);
            host = builder.Build();
            await host.StartAsync(cancellationToken);
            return new EmbeddedCluster(host, options.Data, resumeCommand);
        }
        catch (Exception e)
        {
            if (host is not null) await DisposeAsync(host);
            if (e.GetBaseException() is not (SqliteFileInUseException or SqliteStorageException)) throw;
            throw CommandException.BadInput("--data", e.GetBaseException().Message);
        }
    }

    /// <summary>Lets campaigns go on in a silo that was started without.</summary>
    public void BeginSending() => _host.Services.GetRequiredService<IOptions<PushOptions>>().Value.Sends = true;

    public override string ResumeCommand(string id) => _resumeCommand(id);

    // It goes on nowhere else.
    public override string StatusCommand(string id) => _resumeCommand(id);

    public override async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        await DisposeAsync(_host);
    }

    private static void MakeFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CommandException.BadInput("--data", $"can't make the folder {folder}: {e.Message}");
        }
    }

    private static async ValueTask DisposeAsync(IHost host)
    {
        if (host is IAsyncDisposable asynchronous) await asynchronous.DisposeAsync();
        else host.Dispose();
    }
}
