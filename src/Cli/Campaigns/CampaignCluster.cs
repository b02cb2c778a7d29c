using Push.Client;

namespace Push.Cli.Campaigns;

/// <summary>The cluster that holds the campaigns: a silo of this process, or a running one.</summary>
internal abstract class CampaignCluster : IAsyncDisposable
{
    /// <summary>The calls.</summary>
    public abstract PushClient Push { get; }

    /// <summary>The options by which a command finds it again.</summary>
    public abstract string Options { get; }

    /// <summary>The command that goes on with a campaign of this cluster; it needs nothing else.</summary>
    public abstract string ResumeCommand(string id);

    /// <summary>The command that shows what became of a campaign of this cluster.</summary>
    public abstract string StatusCommand(string id);

    public abstract ValueTask DisposeAsync();
}
