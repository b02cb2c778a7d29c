using System.CommandLine;
using Push.Cli.CommandLine;
using Push.Cli.Devices;
using Push.Cli.TokenFiles;
using Push.Grains.Apps;
using Push.Grains.Campaigns;

namespace Push.Cli.Campaigns;

/// <summary>
/// <c>push campaign resume</c>: goes on where a campaign was paused, interrupted or killed, be it in its import or while
/// sending, and watches it to its end.
/// </summary>
internal static class ResumeCommand
{
    public static Command Create()
    {
        var id = ControlCommands.IdArgument();
        var tokens = new Option<string?>("--tokens")
        {
            Description = "The same token file again, if the import was interrupted.",
            HelpName = "FILE|-",
        };
        var decision = new DecisionOptions();
        var options = new ClusterOptions();
        var command = new Command("resume", "Go on with a paused or interrupted campaign and watch it to its end.")
        {
            id, tokens,
        };
        decision.AddTo(command);
        options.AddTo(command);
        HelpWithExamples.Add(command, "push campaign resume bcdfghjkmnpq --data push-data");
        return command.Runs(context => RunAsync(context, options, id, tokens, decision));
    }

    private static async Task<int> RunAsync(
        CommandContext context, ClusterOptions options, Argument<string?> idArgument, Option<string?> tokens,
        DecisionOptions decision)
    {
        var decided = decision.Read(context);
        var file = context.Get(tokens) is { } path
            ? await TokenFile.OpenAsync(path, context.Cancelled)
            : null;
        try
        {
            await using var cluster = await Clusters.ConnectAsync(context, options, sends: true);
            return await Requests.CheckAsync(async () =>
            {
                var id = await ControlCommands.IdAsync(context, idArgument, cluster);
                if (decided is { } made) await DecideAsync(cluster, id, made);
                var import = await GoOnAsync(context, cluster, id, file);
                return await StartCommand.RunToEndAsync(context, cluster, id, import);
            });
        }
        finally
        {
            if (file is not null) await file.DisposeAsync();
        }
    }

    // For the whole app: its brake stopped the campaign.
    private static async Task DecideAsync(CampaignCluster cluster, string id, ProposalDecision decision)
    {
        if (await cluster.Push.Campaigns.FindAsync(id) is { } status) await cluster.Push.Apps.DecideAsync(status.Spec.App, decision);
    }

    private static async Task<ImportResult?> GoOnAsync(
        CommandContext context, CampaignCluster cluster, string id, TokenFile? file)
    {
        var status = await cluster.Push.Campaigns.FindAsync(id)
            ?? throw CommandException.BadInput("ID", $"there is no campaign {id}");
        if (status.State != CampaignState.Created)
        {
            if (file is not null)
                throw CommandException.BadInput("--tokens", $"campaign {id} has all its devices; leave the file out");
            if (!status.HasEnded) await cluster.Push.Campaigns.ResumeAsync(id);
            return null;
        }

        var import = file is null
            ? null
            : await new TokenImport(context, cluster).RunAsync(id, status.Spec, file);
        await cluster.Push.Campaigns.StartAsync(id);
        return import;
    }
}
