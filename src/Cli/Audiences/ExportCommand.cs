using System.CommandLine;
using System.IO.Pipelines;
using Push.Cli.Campaigns;
using Push.Cli.CommandLine;
using Push.Cli.Output;
using Push.Cli.Payloads;
using Push.Grains.Audiences;

namespace Push.Cli.Audiences;

/// <summary><c>push audience export</c>: the devices as NDJSON, in the form in which a token file is read.</summary>
internal static class ExportCommand
{
    private const int FlushAt = 64 * 1024;

    public static Command Create()
    {
        var options = new AudienceOptions();
        var output = new Option<string?>("--out")
        {
            Description = "The file to write; standard output if left out.",
            HelpName = "FILE",
        };
        var command = new Command("export", "Write the devices with their attributes as NDJSON.") { output };
        options.AddTo(command);
        HelpWithExamples.Add(
            command,
            "push audience export --app shop --out devices.ndjson",
            "push audience export --app shop --filter 'tag = news' | gzip > news.gz");
        return command.Runs(context => RunAsync(context, options, output));
    }

    private static async Task<int> RunAsync(CommandContext context, AudienceOptions options, Option<string?> output)
    {
        var filter = await FilterOption.ReadAsync(context, options.Filter);
        var app = context.Get(options.App)!;
        await using var cluster = await Clusters.ConnectAsync(context, options.Cluster, sends: false, app);
        return await Requests.CheckAsync(async () =>
        {
            await options.CheckListAsync(context, cluster);
            var devices = cluster.Push.Audiences.ExportAsync(app, context.Get(options.List), filter, context.Cancelled);
            await using var file = OutputFile.Open(output.Name, context.Get(output));
            var count = await WriteAsync(devices, file.Stream, context.Cancelled);
            await file.CompleteAsync();
            context.Terminal.Note($"exported {Words.Count(count, "device")}");
            return ExitCode.Finished;
        }, whenAway: "give the command again", Requests.Malformed(options.List.Name));
    }

    private static async Task<long> WriteAsync(
        IAsyncEnumerable<AudienceDevice> devices, Stream stream, CancellationToken cancellationToken)
    {
        var pipe = PipeWriter.Create(stream);
        using var lines = new DeviceLines(pipe);
        long count = 0;
        await foreach (var device in devices)
        {
            lines.Write(device);
            count++;
            if (pipe.UnflushedBytes >= FlushAt) await pipe.FlushAsync(cancellationToken);
        }

        await pipe.CompleteAsync();
        return count;
    }
}
