using Push.Cli.CommandLine;
using Push.Cli.Output;
using Push.Cli.TokenFiles;
using Push.Grains.Audiences;
using Push.Grains.Campaigns;

namespace Push.Cli.Campaigns;

/// <summary>Brings a token file into an audience, shows how far it is, and reports the bad lines.</summary>
internal sealed class TokenImport(CommandContext context, CampaignCluster cluster)
{
    private long _stored;

    /// <summary>Imports the file into the list of a campaign. Broken off, <c>campaign resume ID --tokens FILE</c> completes it.</summary>
    public Task<ImportResult> RunAsync(string campaign, CampaignSpec spec, TokenFile file) => RunAsync(
        spec.App, spec.List, ImportMode.Only, file, $"{cluster.ResumeCommand(campaign)} --tokens {Clusters.Quote(file.FullPath)}");

    /// <summary>Imports the file.</summary>
    /// <param name="app">The app.</param>
    /// <param name="list">The list, or null for the registered devices of the app.</param>
    /// <param name="mode">What happens when the audience was imported before, with other devices.</param>
    /// <param name="file">The file.</param>
    /// <param name="again">The command that goes on when this one is interrupted.</param>
    public async Task<ImportResult> RunAsync(string app, string? list, ImportMode mode, TokenFile file, string again)
    {
        var progress = new ProgressView(context.Terminal, context.Time);
        var begun = context.Time.GetTimestamp();
        try
        {
            var summary = await progress.RunAsync("importing", () => Look(file), () => cluster.Push.Audiences.ImportAsync(
                app, list, file.ReadAsync(), mode, new Stored(this), context.Cancelled));
            var result = new ImportResult
            {
                Devices = summary.Devices,
                Added = summary.Added,
                Updated = summary.Updated,
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
            context.Terminal.Note($"interrupted; to go on, give the same tokens again:\n  {again}");
            throw;
        }
        catch (Exception e) when (SiloAbsence.IsBehind(e))
        {
            throw Requests.Away($"to go on, give the same tokens again:\n  {again}");
        }
    }

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
            context.Terminal.Note($"… and {Words.Count(result.BadLines - result.FirstBadLines.Count, "more bad line")}");
        }

        context.Terminal.Note($"read {Words.Count(file.Report.Tokens, "good line")} and {result.BadLines:N0} bad: {result.Added:N0} added, "
            + $"{result.Updated:N0} changed, {result.Duplicates:N0} there already or twice in the file");
    }

    /// <summary>Takes the progress on the thread that reports it; the framework's own would post it elsewhere.</summary>
    private sealed class Stored(TokenImport import) : IProgress<long>
    {
        public void Report(long value) => Volatile.Write(ref import._stored, value);
    }
}
