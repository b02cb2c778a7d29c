using System.CommandLine;
using Push.Cli.Apps;
using Push.Cli.Campaigns;
using Push.Cli.CommandLine;

namespace Push.Cli.Audiences;

/// <summary>The options that say which devices are meant.</summary>
internal sealed class AudienceOptions
{
    public readonly ClusterOptions Cluster = new();

    public readonly Option<string> App = AppOption.Create();

    public readonly Option<string?> List = new("--list")
    {
        Description = "An imported list instead of the registered devices of the app; a campaign's has the campaign's id.",
        HelpName = "NAME",
    };

    public readonly Option<string?> Filter = FilterOption.Create();

    /// <summary>Refuses a list that isn't there; only an import makes one, and it has devices then.</summary>
    public async Task CheckListAsync(CommandContext context, CampaignCluster cluster)
    {
        if (context.Get(List) is not { } list) return;
        var app = context.Get(App)!;
        if (await cluster.Push.Audiences.GetAsync(app, list) is { Devices: 0, IsImporting: false })
            throw CommandException.BadInput(List.Name, $"there is no list {list} of the app {app}, or it has no devices");
    }

    public void AddTo(Command command)
    {
        command.Add(App);
        command.Add(List);
        command.Add(Filter);
        Cluster.AddTo(command);
    }
}
