using Push.Cli.CommandLine;
using Push.Cli.Output;
using Push.Cli.TokenFiles;
using Push.Grains.Audiences;
using Push.Grains.Campaigns;
using Push.Grains.Notifications;

namespace Push.Cli.Campaigns;

/// <summary>
/// <c>push campaign start --dry-run</c>: says what would go out and to how many. A token file is read to its end and
/// nothing of it is stored.
/// </summary>
internal sealed class DryRun(CommandContext context, CampaignCluster cluster)
{
    public Task<int> RunAsync(CampaignSpec spec, string id, TokenFile? file) => Requests.CheckAsync(async () =>
    {
        // The list of a file is only made when it is imported: what is asked about it here is the content.
        var preview = await cluster.Push.Campaigns.PreviewAsync(spec, id);
        var result = DryRunResult.Of(preview);
        if (file is not null)
        {
            var problems = preview.Problems.Where(IsOfContent).Select(problem => problem.Message);
            result = (result with { Problems = [.. problems] }).Of(await TallyAsync(spec.Filter, file), file.Report);
            if (spec.Content.Template is { HasPlaceholders: true })
                context.Terminal.Note("the template was not filled: after push audience import, a dry run with --list shows what it becomes");
            foreach (var bad in file.Report.FirstBadLines) context.Terminal.Note($"{file.Name}:{bad.Line}: {bad.Reason}");
        }
        context.Terminal.Result(result, ResultJson.Readable.DryRunResult, result.Draw);
        return result.Problems.Count == 0 ? ExitCode.Finished : ExitCode.Incomplete;
    });

    private async Task<AudienceTallyResult> TallyAsync(AudienceFilter? filter, TokenFile file)
    {
        using var tally = new AudienceTally(filter);
        await foreach (var device in file.ReadAsync())
        {
            tally.Add(device);
            context.Cancelled.ThrowIfCancellationRequested();
        }

        return tally.Count(context.Cancelled);
    }

    private static bool IsOfContent(PreviewProblem problem) =>
        problem.Fault is not (RequestFault.EmptyAudience or RequestFault.ImportIncomplete);
}
