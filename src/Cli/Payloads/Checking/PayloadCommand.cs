using System.CommandLine;
using System.Globalization;
using Push.Apns;
using Push.Cli.CommandLine;
using Push.Cli.Output;
using Push.Grains.Notifications;
using Spectre.Console;

namespace Push.Cli.Payloads.Checking;

/// <summary><c>push payload check</c>: everything that is wrong with a payload, and its size, without sending it.</summary>
internal static class PayloadCommand
{
    private static readonly Argument<string> File = new("FILE") { Description = "File with the JSON payload; - is standard input." };

    public static Command Create()
    {
        var options = new CheckOptions();
        var check = new Command("check", "Report everything that is wrong with a payload for its push type, and its size.") { File };
        options.AddTo(check);
        HelpWithExamples.Add(
            check, "push payload check sale.json", "push payload check ride.json --push-type liveactivity --json");
        check.Runs(context => RunAsync(context, options));
        var command = new Command("payload", "Look at payloads without sending them.") { check };
        HelpWithExamples.Add(command, "push payload check sale.json --push-type alert");
        return command;
    }

    private static async Task<int> RunAsync(CommandContext context, CheckOptions options)
    {
        var payload = await PayloadFile.ReadAsync(context.Get(File)!, context.Cancelled, File.Name);
        var topic = context.Get(options.Topic);
        var type = ImpliedHeaders.TypeOf(context.Get(options.PushType), payload, topic);
        var problems = new Problems();
        var template = await options.Template.ReadAsync(context, payload, problems, File.Name);
        problems.ThrowIfAny();
        var begun = template is null ? new NotificationContent { Payload = payload } : new NotificationContent(template);
        var content = begun with
        {
            PushType = type,
            Topic = topic is null ? null : type.TopicOf(topic),
            Priority = ImpliedHeaders.PriorityOf(type),
            AllowUnknown = context.Get(options.AllowUnknown),
        };
        var result = PayloadCheckResult.Of(content);
        context.Terminal.Result(result, ResultJson.Readable.PayloadCheckResult, console => Draw(console, result));
        return result.Violations.Count == 0 ? ExitCode.Finished : ExitCode.BadInput;
    }

    private static void Draw(IAnsiConsole console, PayloadCheckResult result)
    {
        var fields = new Fields()
            .Add("push type", result.PushType ?? "none")
            .Add("size", string.Create(CultureInfo.InvariantCulture, $"{result.Size:N0} of {result.MaxSize:N0} bytes"))
            .Add("payload", result.IsValid ? "valid" : "not valid", result.IsValid ? Color.Green : Color.Red);
        fields.Draw(console);
        foreach (var violation in result.Violations) console.WriteLine($"  {violation}");
    }
}
