using System.CommandLine;
using Push.Apns;
using Push.Cli.CommandLine;
using Push.Cli.Output;
using Push.Cli.Sending;

namespace Push.Cli.Broadcast;

/// <summary><c>push channel</c>: the broadcast channels of an app's Live Activities, at Apple, without any cluster.</summary>
internal static class ChannelCommand
{
    private static readonly Option<string> Storage = new("--storage")
    {
        Description = "What APNs keeps for devices that aren't reached: none, or the most recent broadcast. It can't be changed later.",
        HelpName = "none|most-recent",
        DefaultValueFactory = _ => "most-recent",
    };

    public static Command Create()
    {
        var command = new Command("channel", "Make, show, list and delete broadcast channels of Live Activities.")
        {
            Subcommand("create", "Make a channel; prints its id.", null, Storage),
            Subcommand("show", "Ask what a channel was made with.", Id()),
            Subcommand("list", "List all channels of the app.", null),
            Subcommand("delete", "Delete a channel.", Id()),
        };
        HelpWithExamples.Add(
            command,
            "push channel create --app shop --storage none",
            "push channel list --app shop --json",
            "push channel delete --app shop dHN0LXNyY2gtY2hubA==");
        return command;
    }

    private static Argument<string> Id() => new("ID") { Description = "the channel's id, as create printed it" };

    private static Command Subcommand(string name, string description, Argument<string>? id, params Option[] own)
    {
        var options = new ChannelOptions();
        var command = new Command(name, description);
        if (id is not null) command.Add(id);
        foreach (var option in own) command.Add(option);
        options.AddTo(command);
        return command.Runs(context => RunAsync(context, name, options, id));
    }

    private static async Task<int> RunAsync(CommandContext context, string name, ChannelOptions options, Argument<string>? argument)
    {
        var problems = new Problems();
        var target = Targets.Read(context, options.Target, problems, EndpointKind.Channels);
        var storage = name == "create" ? ReadStorage(context.Get(Storage)!, problems) : default;
        var id = argument is null ? "" : context.Get(argument)!;
        if (argument is not null && ChannelRules.CheckChannelId(id) is { } wrong) problems.Add("ID", wrong);
        if (target is not null && ChannelRules.CheckBundleId(target.Topic) is { } bundle) problems.Add("--topic", bundle);
        problems.ThrowIfAny();

        using var client = new ChannelClient(target!.ChannelOptions(context.Time));
        var reply = name switch
        {
            "create" => await client.CreateAsync(target.Topic!, storage, context.Cancelled),
            "show" => await client.ReadAsync(target.Topic!, id, context.Cancelled),
            "delete" => await client.DeleteAsync(target.Topic!, id, context.Cancelled),
            _ => await client.ListAsync(target.Topic!, context.Cancelled),
        };
        var result = ChannelResult.Of(reply, target);
        context.Terminal.Result(result, ResultJson.Readable.ChannelResult, console => ChannelView.Draw(console, result));
        return ExitCodeOf(reply);
    }

    private static ChannelStorage ReadStorage(string text, Problems problems)
    {
        switch (text)
        {
            case "none": return ChannelStorage.None;
            case "most-recent": return ChannelStorage.MostRecent;
            default:
                problems.Add("--storage", $"must be none or most-recent, not {text}");
                return default;
        }
    }

    private static int ExitCodeOf(ChannelReply reply) => reply switch
    {
        { Outcome: AttemptOutcome.Accepted } => ExitCode.Finished,
        { Cause: AttemptCause.Cancelled } => ExitCode.Interrupted,
        { Outcome: AttemptOutcome.NotSent } or { Reason.Verdict: Verdict.FixCredential or Verdict.RenewToken } => ExitCode.Unreachable,
        _ => ExitCode.Incomplete,
    };
}
