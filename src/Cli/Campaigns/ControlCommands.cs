using System.CommandLine;
using Push.Cli.CommandLine;
using Push.Cli.Output;
using Push.Client.Campaigns;
using Push.Grains.Campaigns;
using Push.Grains.Notifications;
using Spectre.Console;

namespace Push.Cli.Campaigns;

/// <summary>The subcommands that look at campaigns or stop them.</summary>
internal static class ControlCommands
{
    private static readonly TimeSpan PatienceToCancel = TimeSpan.FromSeconds(5);

    public static Command List()
    {
        var cluster = new ClusterOptions();
        var limit = new Option<int>("--limit")
        {
            Description = "How many at most, 1 to 1,000.",
            HelpName = "N",
            DefaultValueFactory = _ => 100,
        };
        var before = new Option<string?>("--before") { Description = "Only campaigns created before this one.", HelpName = "ID" };
        var command = new Command("list", "List the campaigns, newest first.") { limit, before };
        cluster.AddTo(command);
        HelpWithExamples.Add(command, "push campaign list --data push-data", "push campaign list --cluster --json");
        return command.Runs(context => ListAsync(context, cluster, context.Get(limit), context.Get(before)));
    }

    public static Command Status() => Create(
        "status", "Show the counts of a campaign.", IdArgument(), static (calls, id) => calls.FindAsync(id));

    public static Command Pause() => Create(
        "pause",
        "Stop a campaign for now; what is on its way is still counted.",
        IdArgument(),
        static async (calls, id) => await calls.PauseAsync(id));

    public static Command Cancel() => Create(
        "cancel", "End a campaign for good; devices not yet sent to are skipped.", RequiredIdArgument(), CancelAsync);

    public static Command Delete()
    {
        var id = RequiredIdArgument();
        var options = new ClusterOptions();
        var command = new Command("delete", "Remove a campaign that has ended, with its counts and failures; its devices stay.") { id };
        options.AddTo(command);
        HelpWithExamples.Add(command, "push campaign delete bcdfghjkmnpq --data push-data");
        return command.Runs(context => DeleteAsync(context, options, context.Get(id)!));
    }

    /// <summary>The campaign that the user named, or the newest.</summary>
    /// <exception cref="CommandException">There is none.</exception>
    public static async Task<string> IdAsync(CommandContext context, Argument<string?> id, CampaignCluster cluster)
    {
        if (context.Get(id) is { } given) return given;
        var all = await cluster.Push.Campaigns.ListAsync(limit: 1, cancellationToken: context.Cancelled);
        return all.Count > 0 ? all[0].Id : throw CommandException.BadInput("ID", "there is no campaign yet");
    }

    /// <summary>The argument that names a campaign.</summary>
    public static Argument<string?> IdArgument() => new("ID")
    {
        Description = "The campaign's id; the newest campaign if left out.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    /// <summary>The argument of what can't be undone: no campaign is guessed.</summary>
    private static Argument<string?> RequiredIdArgument() => new("ID")
    {
        Description = "The campaign's id.",
        Arity = ArgumentArity.ExactlyOne,
    };

    /// <summary>Cancels, and waits a moment for the counts to be final; what a killed process held takes longer.</summary>
    private static async Task<CampaignStatus?> CancelAsync(CampaignCalls calls, string id)
    {
        var status = await calls.CancelAsync(id);
        using var limit = new CancellationTokenSource(PatienceToCancel);
        try
        {
            await foreach (var next in calls.WatchAsync(id, cancellationToken: limit.Token)) status = next;
        }
        catch (OperationCanceledException)
        {
            // It stays "cancelling", and says so.
        }

        return status;
    }

    private static Command Create(
        string name,
        string description,
        Argument<string?> id,
        Func<CampaignCalls, string, Task<CampaignStatus?>> call)
    {
        var options = new ClusterOptions();
        var command = new Command(name, description) { id };
        options.AddTo(command);
        return command.Runs(context => CallAsync(context, options, id, name, call));
    }

    private static async Task<int> CallAsync(
        CommandContext context,
        ClusterOptions options,
        Argument<string?> idArgument,
        string name,
        Func<CampaignCalls, string, Task<CampaignStatus?>> call)
    {
        await using var cluster = await Clusters.ConnectAsync(context, options, sends: false);
        return await Requests.CheckAsync(async () =>
        {
            var id = await IdAsync(context, idArgument, cluster);
            var status = await call(cluster.Push.Campaigns, id)
                ?? throw CommandException.BadInput("ID", $"there is no campaign {id}");
            var result = CampaignResult.Of(status);
            context.Terminal.Result(result, ResultJson.Readable.CampaignResult, console => CampaignView.Draw(console, result));
            return name == "status" ? CampaignResult.ExitCodeOf(status) : ExitCode.Finished;
        });
    }

    private static async Task<int> ListAsync(CommandContext context, ClusterOptions options, int limit, string? before)
    {
        await using var cluster = await Clusters.ConnectAsync(context, options, sends: false);
        var all = await Requests.CheckAsync(
            () => cluster.Push.Campaigns.ListAsync(limit, before, context.Cancelled),
            field: fault => fault == RequestFault.UnknownCampaign ? "--before" : "--limit");
        CampaignResult[] results = [.. all.Select(CampaignResult.Of)];
        context.Terminal.Result(
            results, ResultJson.Readable.CampaignResultArray, console => CampaignView.Draw(console, results));
        return ExitCode.Finished;
    }

    private static async Task<int> DeleteAsync(CommandContext context, ClusterOptions options, string id)
    {
        await using var cluster = await Clusters.ConnectAsync(context, options, sends: false);
        if (!await Requests.CheckAsync(() => cluster.Push.Campaigns.DeleteAsync(id)))
            throw CommandException.BadInput("ID", $"there is no campaign {id}");
        context.Terminal.Result(
            new CampaignDeletion(id), ResultJson.Readable.CampaignDeletion, console => console.WriteLine($"campaign {id} deleted"));
        return ExitCode.Finished;
    }
}

/// <summary>A campaign that is no more.</summary>
/// <param name="Deleted">Its id.</param>
internal sealed record CampaignDeletion(string Deleted);
