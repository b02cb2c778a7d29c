using System.CommandLine;
using Push.Cli.Apps;
using Push.Cli.Audiences;
using Push.Cli.Payloads.Templates;
using Push.Cli.Sending;

namespace Push.Cli.Campaigns;

/// <summary>The options of <c>push campaign start</c>.</summary>
internal sealed class StartOptions
{
    public readonly ClusterOptions Cluster = new();
    public readonly NotificationOptions Notification = new();
    public readonly TemplateOptions Template = new();

    public readonly Option<string> App = AppOption.Create("The app of the configuration that sends.");

    public readonly Option<string?> Tokens = new("--tokens")
    {
        Description = "File of device tokens: one per line in hexadecimal, CSV with a column token, or NDJSON; "
            + "- is standard input.",
        HelpName = "FILE|-",
    };

    public readonly Option<bool> AllDevices = new("--all-devices")
    {
        Description = "Send to all registered devices of the app instead of --tokens.",
    };

    public readonly Option<string?> List = new("--list")
    {
        Description = "Send to a list that was imported before (push audience import --list) instead of --tokens.",
        HelpName = "NAME",
    };

    public readonly Option<string?> Id = new("--id")
    {
        Description = "The campaign's id. The same command again is the same campaign then, and not another one.",
        HelpName = "ID",
    };

    public readonly Option<string?> Filter = FilterOption.Create();

    public readonly Option<string?> Topic = new("--topic")
    {
        Description = "apns-topic, if it isn't the app's with the suffix of the push type.",
        HelpName = "ID",
    };

    public readonly Option<string> Policy = new Option<string>("--policy")
    {
        Description = "What follows when no answer came: send again (a device may get two), or count it as unknown.",
        HelpName = "at-least-once|at-most-once",
        DefaultValueFactory = _ => "at-least-once",
    };

    public readonly Option<bool> DryRun = new("--dry-run")
    {
        Description = "Say what would go out, to how many and how large; store and send nothing.",
    };

    public StartOptions() => Policy.AcceptOnlyFromAmong("at-least-once", "at-most-once");

    public void AddTo(Command command)
    {
        command.Add(App);
        command.Add(Tokens);
        command.Add(AllDevices);
        command.Add(List);
        command.Add(Filter);
        Notification.AddTo(command);
        Template.AddTo(command);
        command.Add(Topic);
        command.Add(Policy);
        command.Add(Id);
        command.Add(DryRun);
        Cluster.AddTo(command);
    }
}
