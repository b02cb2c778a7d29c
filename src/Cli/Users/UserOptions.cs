using System.CommandLine;
using Push.Cli.Apps;
using Push.Cli.Campaigns;
using Push.Cli.CommandLine;
using Push.Grains.Audiences;

namespace Push.Cli.Users;

/// <summary>The options that name a user.</summary>
internal sealed class UserOptions
{
    public readonly ClusterOptions Cluster = new();

    public readonly Option<string> App = AppOption.Create();

    public readonly Option<string> User = new("--user")
    {
        Description = "The user's id: the attribute userId of the devices.",
        HelpName = "ID",
        Required = true,
    };

    public void AddTo(Command command)
    {
        command.Add(App);
        command.Add(User);
        Cluster.AddTo(command);
    }

    /// <summary>The user's id.</summary>
    /// <exception cref="CommandException">It is malformed.</exception>
    public string UserIn(CommandContext context)
    {
        var user = context.Get(User)!;
        return AttributeRules.FindUserIdError(user) is { } error ? throw CommandException.BadInput("--user", error) : user;
    }
}
