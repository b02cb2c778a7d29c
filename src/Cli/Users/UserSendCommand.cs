using System.CommandLine;
using Push.Apns;
using Push.Cli.Campaigns;
using Push.Cli.CommandLine;
using Push.Cli.Output;
using Push.Cli.Payloads;
using Push.Cli.Sending;
using Spectre.Console;

namespace Push.Cli.Users;

/// <summary><c>push user send</c>: one notification to each device of a user.</summary>
internal static class UserSendCommand
{
    public static Command Create()
    {
        var (options, notification) = (new UserOptions(), new NotificationOptions());
        var command = new Command("send", "Send one notification to each device of a user.");
        options.AddTo(command);
        notification.AddTo(command);
        HelpWithExamples.Add(
            command,
            "push user send --app shop --user 17 --payload hello.json",
            "push user send --app shop --user 17 --payload hello.json --cluster --json");
        return command.Runs(context => RunAsync(context, options, notification));
    }

    private static async Task<int> RunAsync(CommandContext context, UserOptions options, NotificationOptions notification)
    {
        var (app, user) = (context.Get(options.App)!, options.UserIn(context));
        var content = await ReadAsync(context, notification);
        await using var cluster = await Clusters.ConnectAsync(context, options.Cluster, sends: true, app);
        return await Requests.CheckAsync(async () =>
        {
            var receipts = await cluster.Push.Users.SendAsync(app, user, content, cancellationToken: context.Cancelled);
            UserSendResult[] results = [.. receipts.Select(UserSendResult.Of)];
            context.Terminal.Result(results, ResultJson.Readable.UserSendResultArray, console => Draw(console, results));
            return receipts.All(receipt => receipt.Receipt.Answer.Outcome == AttemptOutcome.Accepted)
                ? ExitCode.Finished
                : ExitCode.Incomplete;
        }, field: Requests.Malformed("--user"));
    }

    private static async Task<NotificationContent> ReadAsync(CommandContext context, NotificationOptions notification)
    {
        var path = context.Get(notification.Payload)
            ?? throw CommandException.BadInput("--payload", "is needed: a file with the JSON payload, or - for standard input");
        var problems = new Problems();
        var payload = await PayloadFile.ReadAsync(path, context.Cancelled);
        var content = ContentReader.Read(
            context, notification, payload, template: null, topic: null, CredentialKind.Unknown, problems);
        problems.ThrowIfAny();
        return content;
    }

    private static void Draw(IAnsiConsole console, UserSendResult[] results)
    {
        if (results.Length == 0)
        {
            console.WriteLine("the user has no devices");
            return;
        }

        var table = Tables.Create("token", "outcome", "reason", "apns-id");
        foreach (var result in results)
            table.AddRow(new Text(result.Token), new Text(result.Outcome), new Text(result.Reason ?? ""), new Text($"{result.ApnsId}"));
        console.Write(table);
    }
}
