using Push.Cli.CommandLine;
using Push.Cli.Output;
using Push.Cli.TokenFiles;
using Push.Grains.Audiences;
using Push.Grains.Campaigns;

namespace Push.Cli.Campaigns;

/// <summary>Brings a token file into the list of a campaign, shows how far it is, and reports the bad lines.</summary>
internal sealed class TokenImport(CommandContext context, CampaignCluster cluster)
{
    private long _stored;

    /// <summary>Imports the file. Broken off, it is completed by <c>campaign resume ID --tokens FILE</c>.</summary>
    public async Task<ImportResult> RunAsync(string campaign, CampaignSpec spec, TokenFile file)
    {
        var progress = new ProgressView(context.Terminal, context.Time);
        var begun = context.Time.GetTimestamp();
        try
        {
            var summary = await progress.RunAsync("importing", () => Look(file), () => ImportAsync(spec, file));
            var result = new ImportResult
            {
                Devices = summary.Devices,
                Duplicates = summary.Duplicates,
                BadLines = file.Report.BadLines,
                FirstBadLines = file.Report.FirstBadLines,
                Seconds = Math.Round(context.Time.GetElapsedTime(begun).TotalSeconds, 3),
            };
            Report(file, result);
            return result;
        }
        catch (OperationCanceledException) when (context.Cancelled.IsCancellationRequested)
        {
            var command = $"{cluster.ResumeCommand(campaign)} --tokens {Clusters.Quote(file.FullPath)}";
            context.Terminal.Note($"interrupted; to go on, give the same tokens again:\n  {command}");
            throw;
        }
    }

    private Task<ImportSummary> ImportAsync(CampaignSpec spec, TokenFile file) => cluster.Push.Audiences.ImportAsync(
        spec.App, spec.List, file.ReadAsync(), ImportMode.Only, new Stored(this), context.Cancelled);

    /// <summary>Reading and storing each count as half of the way.</summary>
    private ProgressLine Look(TokenFile file)
    {
        var stored = Volatile.Read(ref _stored);
        var read = file.Report.Tokens;
        return stored > 0 ? new ProgressLine(stored, read) : new ProgressLine(read, 0, file.Fraction);
    }

    private void Report(TokenFile file, ImportResult result)
    {
        foreach (var bad in result.FirstBadLines) context.Terminal.Note($"{file.Name}:{bad.Line}: {bad.Reason}");
        if (result.BadLines > result.FirstBadLines.Count)
        {
            context.Terminal.Note($"… and {result.BadLines - result.FirstBadLines.Count:N0} more bad lines");
        }

        context.Terminal.Note($"imported {result.Devices:N0} devices; {result.Duplicates:N0} duplicates, {result.BadLines:N0} bad lines");
    }

    /// <summary>Takes the progress on the thread that reports it; the framework's own would post it elsewhere.</summary>
    private sealed class Stored(TokenImport import) : IProgress<long>
    {
        public void Report(long value) => Volatile.Write(ref import._stored, value);
    }
}
