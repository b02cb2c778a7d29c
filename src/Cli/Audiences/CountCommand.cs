using System.CommandLine;
using Push.Cli.Campaigns;
using Push.Cli.CommandLine;
using Push.Cli.Output;
using Spectre.Console;

namespace Push.Cli.Audiences;

/// <summary><c>push audience count</c>: how many devices a filter means, before anything is sent.</summary>
internal static class CountCommand
{
    public static Command Create()
    {
        var options = new AudienceOptions();
        var command = new Command("count", "Count the devices that a filter means.");
        options.AddTo(command);
        HelpWithExamples.Add(
            command,
            "push audience count --app shop",
            "push audience count --app shop --filter 'language = de and not exists churned'");
        return command.Runs(context => RunAsync(context, options));
    }

    private static async Task<int> RunAsync(CommandContext context, AudienceOptions options)
    {
        var filter = await FilterOption.ReadAsync(context, options.Filter);
        var app = context.Get(options.App)!;
        await using var cluster = await Clusters.ConnectAsync(context, options.Cluster, sends: false, app);
        return await Requests.CheckAsync(async () =>
        {
            await options.CheckListAsync(context, cluster);
            var result = new CountResult
            {
                App = app,
                List = context.Get(options.List),
                Filter = filter?.Text,
                Devices = await cluster.Push.Audiences.CountAsync(app, context.Get(options.List), filter),
            };
            context.Terminal.Result(result, ResultJson.Readable.CountResult, console => console.WriteLine($"{result.Devices:N0}"));
            return ExitCode.Finished;
        }, field: Requests.Malformed(options.List.Name));
    }
}
