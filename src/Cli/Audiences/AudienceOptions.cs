using System.CommandLine;
using Push.Cli.Apps;
using Push.Cli.Campaigns;

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

    public void AddTo(Command command)
    {
        command.Add(App);
        command.Add(List);
        command.Add(Filter);
        Cluster.AddTo(command);
    }
}
