using System.CommandLine;
using Push.Apns;
using Push.Cli.CommandLine;
using Push.Cli.Output;
using Push.Cli.Payloads;
using Push.Cli.Sending;

namespace Push.Cli.Broadcast;

/// <summary><c>push broadcast</c>: one update or end to all devices that subscribed to a channel.</summary>
internal static class BroadcastCommand
{
    private static readonly Option<string> Channel = new("--channel")
    {
        Description = "The channel's id, as push channel create printed it.",
        HelpName = "ID",
        Required = true,
    };

    private static readonly Option<string> Payload = new("--payload")
    {
        Description = "The payload: a JSON file with a Live Activity's update or end; - reads standard input.",
        HelpName = "FILE",
        Required = true,
    };

    private static readonly Option<string?> Until = new("--expiration")
    {
        Description = "Until when APNs keeps it, if the channel keeps anything: 0 (default), seconds since 1970, or a span like +1h.",
        HelpName = "WHEN",
    };

    private static readonly Option<int> Priority = new("--priority")
    {
        Description = "10 (default) or 5.",
        HelpName = "N",
        DefaultValueFactory = _ => 10,
    };

    public static Command Create()
    {
        var target = new TargetOptions();
        var command = new Command("broadcast", "Publish a Live Activity's update to a channel, and print APNs' answer.")
        {
            Channel, Payload, Until, Priority,
        };
        target.AddTo(command);
        HelpWithExamples.Add(command, "push broadcast --app shop --channel dHN0LXNyY2gtY2hubA== --payload score.json --expiration +1h");
        return command.Runs(context => RunAsync(context, target));
    }

    private static async Task<int> RunAsync(CommandContext context, TargetOptions options)
    {
        var problems = new Problems();
        var payload = await PayloadFile.ReadAsync(context.Get(Payload)!, context.Cancelled);
        var target = Targets.Read(context, options, problems, EndpointKind.Broadcast);
        var expiration = Expiration.OneAttempt;
        if (context.Get(Until) is { } when && !ExpirationText.TryParse(when, context.Time.GetUtcNow(), out expiration))
            problems.Add("--expiration", ExpirationText.Forms);
        var priority = context.Get(Priority);
        var broadcast = new Apns.Broadcast
        {
            BundleId = target?.Topic ?? context.Get(options.Topic) ?? "",
            ChannelId = context.Get(Channel)!,
            Payload = payload,
            Expiration = expiration,
            Priority = (byte)Math.Clamp(priority, 0, byte.MaxValue),
        };
        foreach (var violation in broadcast.Validate())
            if (target is not null || violation.Field != "bundle-id") problems.Add(Name(violation.Field), violation.Rule);
        problems.ThrowIfAny();

        await using var connection = await Targets.ConnectAsync(target!, context);
        var begun = context.Time.GetTimestamp();
        var result = await connection.PublishAsync(broadcast, cancellationToken: context.Cancelled);
        var answer = SendResult.Of(result, target!, context.Time.GetElapsedTime(begun), connection.Explain(result.Reason));
        context.Terminal.Result(answer, ResultJson.Readable.SendResult, console => SendView.Draw(console, answer));
        return SendCommand.ExitCodeOf(context, result);
    }

    private static string Name(string field) => field == "bundle-id" ? "--topic" : $"--{field}";
}
