using System.CommandLine;
using Push.Cli.Apps;
using Push.Cli.Campaigns;
using Push.Cli.CommandLine;
using Push.Cli.Output;
using Push.Cli.TokenFiles;
using Push.Grains.Audiences;
using Spectre.Console;

namespace Push.Cli.Audiences;

/// <summary><c>push audience import</c>: devices with their attributes into an app's registered devices, or a named list.</summary>
internal static class ImportCommand
{
    private static readonly Option<string> App = AppOption.Create();

    private static readonly Option<string> Tokens = new("--tokens")
    {
        Description = "One token per line, CSV with a column token, or NDJSON; other columns and fields become attributes. "
            + "- is standard input.",
        HelpName = "FILE|-",
        Required = true,
    };

    private static readonly Option<string?> List = new("--list")
    {
        Description = "A named list instead of the registered devices of the app.",
        HelpName = "NAME",
    };

    private static readonly Option<bool> Anyway = new("--anyway")
    {
        Description = "Import also when an import of another file was broken off; what that one has written stays.",
    };

    public static Command Create()
    {
        var cluster = new ClusterOptions();
        var command = new Command("import", "Import devices with their attributes; giving a file again adds nothing twice.")
        {
            App, Tokens, List, Anyway,
        };
        cluster.AddTo(command);
        HelpWithExamples.Add(command, "push audience import --app shop --tokens devices.csv");
        return command.Runs(context => RunAsync(context, cluster));
    }

    private static async Task<int> RunAsync(CommandContext context, ClusterOptions options)
    {
        var (app, list) = (context.Get(App)!, context.Get(List));
        await using var file = await TokenFile.OpenAsync(context.Get(Tokens)!, context.Cancelled);
        await using var cluster = await Clusters.ConnectAsync(context, options, sends: false, app);
        return await Requests.CheckAsync(async () =>
        {
            var mode = context.Get(Anyway) ? ImportMode.AddAnyway : ImportMode.Add;
            var again = $"push audience import --app {app} --tokens {Clusters.Quote(file.FullPath)}"
                + (list is null ? "" : $" --list {list}") + $" {cluster.Options}";
            var result = await new TokenImport(context, cluster).RunAsync(app, list, mode, file, again);
            context.Terminal.Result(result, ResultJson.Readable.ImportResult, console => console.WriteLine(
                $"{Words.Count(result.Devices, "device")} now: {result.Added:N0} added, {result.Updated:N0} changed"));
            return ExitCode.Finished;
        }, field: Requests.Malformed("--list"));
    }
}
