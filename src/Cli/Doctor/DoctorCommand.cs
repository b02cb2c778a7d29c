using System.CommandLine;
using Push.Cli.CommandLine;
using Push.Cli.Output;
using Push.Cli.Sending;
using Spectre.Console;

namespace Push.Cli.Doctor;

/// <summary><c>push doctor</c>: walks every stage between here and APNs and says where it fails.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var target = new TargetOptions();
        var command = new Command(
            "doctor",
            "Check the way to APNs: DNS, TCP or proxy, TLS, ALPN, SETTINGS, round-trip time, credential.");
        target.AddTo(command);
        HelpWithExamples.Add(
            command,
            "push doctor --app shop",
            "push doctor --environment sandbox --topic com.example.shop --key AuthKey_ABC123DEFG.p8 --team-id DEF123GHIJ");
        return command.Runs(context => RunAsync(context, target));
    }

    private static async Task<int> RunAsync(CommandContext context, TargetOptions options)
    {
        var problems = new Problems();
        var target = Targets.Read(context, options, problems);
        problems.ThrowIfAny();
        var examination = new Examination(target!, context.Time);
        var exitCode = await examination.RunAsync(context.Cancelled);
        var result = new DoctorResult(target!.Endpoint.ToString(), exitCode == ExitCode.Finished, examination.Stages);
        context.Terminal.Result(result, ResultJson.Readable.DoctorResult, console => Draw(console, target, result));
        return exitCode;
    }

    private static void Draw(IAnsiConsole console, Target target, DoctorResult result)
    {
        console.WriteLine($"{target.Name}, topic {target.Topic ?? "of the certificate"}");
        var grid = new Grid().AddColumns(3).AddColumn(new GridColumn().RightAligned().NoWrap());
        foreach (var stage in result.Stages)
        {
            grid.AddRow(
                new Text(stage.Passed ? "ok" : "failed", new Style(stage.Passed ? Color.Green : Color.Red)),
                new Text(stage.Name),
                new Text(stage.Detail),
                new Text(stage.Milliseconds is { } time ? $"{time:0.0} ms" : ""));
        }

        console.Write(grid);
    }
}
