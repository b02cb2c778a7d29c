using System.CommandLine;
using Push.Cli.CommandLine;
using Push.Cli.Output;
using Push.Cli.Payloads;
using Push.Cli.TokenFiles;
using Push.Grains.Campaigns;

namespace Push.Cli.Campaigns;

/// <summary>
/// <c>push campaign failures</c>: writes every device that was not accepted, with outcome and reason, a line each. As CSV
/// the result can be given to <c>--tokens</c> again.
/// </summary>
internal static class FailuresCommand
{
    private const int BufferSize = 64 * 1024;

    private static readonly string[] LineFormats = [".ndjson", ".jsonl"];

    public static Command Create()
    {
        var id = ControlCommands.IdArgument();
        var output = new Option<string?>("--out")
        {
            Description = "The file to write, NDJSON if its name ends with .ndjson or .jsonl, else CSV; standard output if left out.",
            HelpName = "FILE",
        };
        var options = new ClusterOptions();
        var command = new Command("failures", "Write the devices that were not accepted, with outcome and reason.") { id, output };
        options.AddTo(command);
        HelpWithExamples.Add(
            command,
            "push campaign failures bcdfghjkmnpq --data push-data --out failed.csv",
            "push campaign failures bcdfghjkmnpq --cluster --json | jq -r 'select(.outcome == \"unknown\").token'");
        return command.Runs(context => RunAsync(context, options, id, output));
    }

    private static async Task<int> RunAsync(
        CommandContext context, ClusterOptions options, Argument<string?> idArgument, Option<string?> output)
    {
        await using var cluster = await Clusters.ConnectAsync(context, options, sends: false);
        return await Requests.CheckAsync(async () =>
        {
            var id = await ControlCommands.IdAsync(context, idArgument, cluster);
            var failures = cluster.Push.Campaigns.ReadFailuresAsync(id, context.Cancelled);
            var path = context.Get(output);
            await using var file = OutputFile.Open(output.Name, path);
            await using var to = new StreamWriter(file.Stream, encoding: null, BufferSize, leaveOpen: true);
            var count = await WriteAsync(failures, to, context.Terminal.Json || LineFormats.Contains(Path.GetExtension(path)));
            await file.CompleteAsync();
            if (path is not (null or "-")) context.Terminal.Note($"{Words.Count(count, "device")} written to {path}");
            return ExitCode.Finished;
        }, whenAway: "give the command again");
    }

    private static async Task<long> WriteAsync(IAsyncEnumerable<CampaignFailure> failures, TextWriter to, bool json)
    {
        var count = 0L;
        await using var each = failures.GetAsyncEnumerator();
        // A campaign that isn't there shows before anything is written.
        var more = await each.MoveNextAsync();
        if (!json) await to.WriteAsync(string.Join(',', FailureColumns.All) + "\n");
        for (; more; more = await each.MoveNextAsync())
        {
            var failure = each.Current;
            var outcome = failure.Outcome.ToString().ToLowerInvariant();
            var line = new FailureLine(failure.Token.ToHex(), outcome, failure.Reason);
            await to.WriteAsync(json ? line.ToJson() : line.ToCsv());
            count++;
        }

        await to.FlushAsync();
        return count;
    }
}
