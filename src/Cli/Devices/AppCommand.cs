using System.CommandLine;
using Push.Cli.Apps;
using Push.Cli.Campaigns;
using Push.Cli.CommandLine;
using Push.Cli.Output;
using Push.Grains.Apps;

namespace Push.Cli.Devices;

/// <summary><c>push app</c>: who is proposed to be retired, the brake, and the decision that takes it off.</summary>
internal static class AppCommand
{
    public static Command Create()
    {
        var command = new Command("app", "Look at an app's proposals to retire devices, and decide about them.")
        {
            Status(),
            Decide(),
        };
        HelpWithExamples.Add(command, "push app status --app shop", "push app decide --app shop --forget");
        return command;
    }

    private static Command Status()
    {
        var (app, cluster) = (AppOption.Create(), new ClusterOptions());
        var command = new Command("status", "Show who is proposed to be retired, and whether the brake is on.") { app };
        cluster.AddTo(command);
        return command.Runs(context => RunAsync(context, cluster, app, decision: null));
    }

    private static Command Decide()
    {
        var (app, cluster, choice) = (AppOption.Create(), new ClusterOptions(), new DecisionOptions());
        var command = new Command("decide", "Take the brake off: retire the proposed devices, or forget the proposals.") { app };
        choice.AddTo(command);
        cluster.AddTo(command);
        return command.Runs(context => RunAsync(context, cluster, app, choice.Read(context)
            ?? throw CommandException.BadInput("push app decide", "--retire or --forget is needed")));
    }

    private static async Task<int> RunAsync(
        CommandContext context, ClusterOptions options, Option<string> appOption, ProposalDecision? decision)
    {
        await using var cluster = await Clusters.ConnectAsync(context, options, sends: false);
        return await Requests.CheckAsync(async () =>
        {
            var app = context.Get(appOption)!;
            var status = decision is { } made
                ? await cluster.Push.Apps.DecideAsync(app, made)
                : await cluster.Push.Apps.GetAsync(app);
            var result = AppResult.Of(status);
            context.Terminal.Result(result, ResultJson.Readable.AppResult, result.Draw);
            return status.Proposals.Brake is null ? ExitCode.Finished : ExitCode.Incomplete;
        }, field: Requests.Malformed(appOption.Name));
    }
}
