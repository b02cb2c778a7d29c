using System.CommandLine;

namespace Push.Cli.Campaigns;

/// <summary>The options that say which silo holds the campaigns: one started here on a data folder, or a running one.</summary>
internal sealed class ClusterOptions
{
    public readonly Option<string?> Data = new("--data")
    {
        Description = "The data folder; Push:Data of the configuration, else ./push-data.",
        HelpName = "DIR",
    };

    public readonly Option<string?> Cluster = new("--cluster")
    {
        Description = "Use a running silo (its gateway, localhost:30000 if left out) instead of starting one.",
        HelpName = "HOST:PORT",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public readonly Option<string?> Config = new("--config")
    {
        Description = "A configuration file beside push.json, appsettings.json and Push__… variables.",
        HelpName = "FILE",
    };

    public void AddTo(Command command)
    {
        command.Add(Data);
        command.Add(Cluster);
        command.Add(Config);
    }
}
