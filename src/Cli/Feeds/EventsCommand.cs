using System.CommandLine;
using System.Text.Json;
using Push.Cli.Apps;
using Push.Cli.Campaigns;
using Push.Cli.CommandLine;
using Push.Cli.Output;
using Push.Grains.Apps;

namespace Push.Cli.Feeds;

/// <summary><c>push events</c>: what happened to the devices and campaigns of an app, a line each.</summary>
internal static class EventsCommand
{
    public static Command Create()
    {
        var app = AppOption.Create();
        var after = new Option<long>("--after")
        {
            Description = "The cursor of the last event that you have; left out: from the oldest that is kept.",
            HelpName = "CURSOR",
        };
        var follow = new Option<bool>("--follow", "-f")
        {
            Description = "Wait for new events until Ctrl-C.",
        };
        var cluster = new ClusterOptions();
        var command = new Command("events", "Show what happened: registered, retired, proposed, campaign finished.") { app, after, follow };
        cluster.AddTo(command);
        HelpWithExamples.Add(command, "push events --app shop --after 1200 --json", "push events --app shop --cluster --follow");
        return command.Runs(context => RunAsync(context, cluster, app, after, follow));
    }

    private static async Task<int> RunAsync(
        CommandContext context, ClusterOptions options, Option<string> app, Option<long> after, Option<bool> follow)
    {
        var problems = new Problems();
        Requests.Check(problems, app.Name, () => AppKey.Of(context.Get(app)!));
        problems.ThrowIfAny();
        await using var cluster = await Clusters.ConnectAsync(context, options, sends: false);
        var absence = new SiloAbsence(context, context.Get(follow) ? null : SiloAbsence.Patience);
        var cursor = context.Get(after);
        return await Requests.CheckAsync(async () =>
        {
            while (true)
            {
                try
                {
                    await foreach (var item in cluster.Push.Events.ReadAsync(context.Get(app)!, cursor, context.Get(follow), context.Cancelled))
                    {
                        absence.HasEnded();
                        Write(context, EventResult.Of(item));
                        cursor = item.Cursor;
                    }
                    return ExitCode.Finished;
                }
                catch (Exception e) when (SiloAbsence.IsBehind(e) && absence.GoesOn())
                {
                    await absence.PauseAsync();
                }
                catch (Exception e) when (SiloAbsence.IsBehind(e))
                {
                    throw Requests.Away($"to go on behind the last event, add --after {cursor}");
                }
            }
        }, field: Requests.Malformed(after.Name));
    }

    // One document a line: the list may have no end.
    private static void Write(CommandContext context, EventResult item) => Console.Out.WriteLine(context.Terminal.Json
        ? JsonSerializer.Serialize(item, ResultJson.Readable.EventResult)
        : item.ToString());
}
