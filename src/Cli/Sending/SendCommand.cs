using System.CommandLine;
using Push.Apns;
using Push.Cli.CommandLine;
using Push.Cli.Output;
using Push.Cli.Payloads;
using Push.Grains.Notifications;

namespace Push.Cli.Sending;

/// <summary><c>push send</c>: one notification to one device, over its own connection, without a cluster.</summary>
internal static class SendCommand
{
    public static Command Create()
    {
        var target = new TargetOptions();
        var notification = new NotificationOptions();
        var options = new SendOptions();
        var alert = new AlertOptions();
        var command = new Command("send", "Send one notification to one device and print APNs' answer.")
        {
            options.Token,
        };
        alert.AddTo(command);
        notification.AddTo(command);
        command.Add(options.Id);
        target.AddTo(command);
        HelpWithExamples.Add(
            command,
            "push send --app shop --token 7f0c… --title Hello --body World",
            "push send --token 7f0c… --topic com.example.shop --environment sandbox \\",
            "    --key AuthKey_ABC123DEFG.p8 --team-id DEF123GHIJ --payload alert.json",
            "push send --app shop --token 7f0c… --push-type background",
            "echo '{\"aps\":{\"content-available\":1}}' | push send --app shop --token 7f0c… --payload -");
        return command.Runs(context => RunAsync(context, options, alert, notification, target));
    }

    private static async Task<int> RunAsync(
        CommandContext context,
        SendOptions options,
        AlertOptions alert,
        NotificationOptions notificationOptions,
        TargetOptions targetOptions)
    {
        var problems = new Problems();
        if (!DeviceToken.TryParse(context.Get(options.Token), out DeviceToken token, out var error))
        {
            problems.Add("--token", error.ToString());
        }

        var id = Id(context, options, problems);
        var target = Targets.Read(context, targetOptions, problems);
        var topic = target?.Topic ?? context.Get(targetOptions.Topic);
        var payload = await PayloadAsync(context, alert, notificationOptions, topic, problems);
        var content = ContentReader.Read(
            context, notificationOptions, payload, template: null, topic, target?.Credential.Kind ?? CredentialKind.Unknown, problems);
        problems.ThrowIfAny();
        return await SendAsync(context, target!, new Notification(token, content) { Id = id });
    }

    private static async Task<int> SendAsync(CommandContext context, Target target, Notification notification)
    {
        await using var connection = await Targets.ConnectAsync(target, context);
        var begun = context.Time.GetTimestamp();
        var result = await connection.SendAsync(notification, context.Cancelled);
        var answer = SendResult.Of(result, target, context.Time.GetElapsedTime(begun), connection.Explain(result.Reason));
        context.Terminal.Result(answer, ResultJson.Readable.SendResult, console => SendView.Draw(console, answer));
        return ExitCodeOf(context, result);
    }

    /// <summary>What an answer means for the exit code.</summary>
    public static int ExitCodeOf(CommandContext context, in AttemptResult result) => result switch
    {
        { Outcome: AttemptOutcome.Accepted } => ExitCode.Finished,
        _ when context.Cancelled.IsCancellationRequested => ExitCode.Interrupted,
        { Reason.Verdict: Verdict.FixCredential or Verdict.RenewToken } => ExitCode.Unreachable,
        { Cause: AttemptCause.NoConnection or AttemptCause.NoCredential } => ExitCode.Unreachable,
        _ => ExitCode.Incomplete,
    };

    private static Guid? Id(CommandContext context, SendOptions options, Problems problems)
    {
        if (context.Get(options.Id) is not { } text) return null;
        if (Guid.TryParseExact(text, "D", out var id)) return id;
        problems.Add("--id", "must be a UUID like 123e4567-e89b-12d3-a456-426614174000");
        return null;
    }

    private static async Task<ReadOnlyMemory<byte>?> PayloadAsync(
        CommandContext context, AlertOptions alert, NotificationOptions notification, string? topic, Problems problems)
    {
        string? file = context.Get(notification.Payload);
        var says = alert.Read(context, problems);
        if (file is not null && says is null) return await PayloadFile.ReadAsync(file, context.Cancelled);
        if (file is not null) problems.Add("--payload", "can't be used together with --title, --body and their like");
        else if ((says ?? PlainPayload.Of(ImpliedHeaders.TypeNamed(context.Get(notification.PushType)), topic)) is { } built)
            return built.ToUtf8();
        else problems.Add("--payload", "is needed: a file, or --title and --body instead");
        return null;
    }
}
