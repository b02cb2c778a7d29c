using System.CommandLine;
using Push.Apns;
using Push.Cli.Audiences;
using Push.Cli.CommandLine;
using Push.Cli.Output;
using Push.Cli.Payloads;
using Push.Cli.Sending;
using Push.Cli.TokenFiles;
using Push.Grains.Audiences;
using Push.Grains.Campaigns;
using Push.Grains.Notifications;

namespace Push.Cli.Campaigns;

/// <summary><c>push campaign start</c>: imports the devices, starts the campaign and watches it to its end.</summary>
internal static class StartCommand
{
    public static Command Create()
    {
        var options = new StartOptions();
        var command = new Command("start", "Start a campaign and watch it to its end; Ctrl-C pauses it.");
        options.AddTo(command);
        HelpWithExamples.Add(
            command,
            "push campaign start --app shop --tokens devices.txt --payload sale.json",
            "psql -Atc 'select token from devices' | push campaign start --app shop --tokens - --payload sale.json",
            "push campaign start --app shop --tokens devices.txt --payload sale.json --dry-run",
            "push campaign start --app shop --all-devices --filter 'tag = news' --payload sale.json --collapse-id sale --cluster",
            "push campaign start --app shop --all-devices --payload sale.json --template --variant de=sale.de.json");
        return command.Runs(context => RunAsync(context, options));
    }

    private static async Task<int> RunAsync(CommandContext context, StartOptions options)
    {
        var (content, tokens) = await ReadInputAsync(context, options);
        var filter = await FilterOption.ReadAsync(context, options.Filter);
        var file = tokens is null ? null : await TokenFile.OpenAsync(tokens, context.Cancelled);
        try
        {
            var app = context.Get(options.App)!;
            var dryRun = context.Get(options.DryRun);
            await using var cluster = await Clusters.ConnectAsync(context, options.Cluster, sends: !dryRun, app);
            return await StartAsync(context, options, cluster, content, filter, file);
        }
        finally
        {
            if (file is not null) await file.DisposeAsync();
        }
    }

    private static async Task<(NotificationContent Content, string? Tokens)> ReadInputAsync(
        CommandContext context, StartOptions options)
    {
        var problems = new Problems();
        string? payload = context.Get(options.Notification.Payload);
        string? tokens = context.Get(options.Tokens);
        if (payload is null) problems.Add("--payload", "is needed: a file with the JSON payload, or - for standard input");
        CheckAudience(context, options, problems);
        if (tokens == "-" && payload == "-") problems.Add("--tokens", "standard input can't be both --tokens and --payload");
        problems.ThrowIfAny();
        var bytes = await PayloadFile.ReadAsync(payload!, context.Cancelled);
        var template = await options.Template.ReadAsync(context, bytes, problems);
        problems.ThrowIfAny();
        var content = ContentReader.Read(
            context, options.Notification, bytes, template, context.Get(options.Topic), CredentialKind.Unknown, problems);
        problems.ThrowIfAny();
        return (content, tokens);
    }

    private static void CheckAudience(CommandContext context, StartOptions options, Problems problems)
    {
        var (all, list) = (context.Get(options.AllDevices), context.Get(options.List));
        if (context.Get(options.Tokens) is not null)
        {
            if (all) problems.Add("--tokens", "can't be used together with --all-devices");
            if (list is not null) problems.Add("--tokens", "can't be used together with --list");
        }
        else if (!all && list is null) problems.Add("--tokens", "is needed: a file, - for standard input, or --all-devices or --list instead");
        if (all && list is not null) problems.Add("--list", "can't be used together with --all-devices");
        if (list is not null) Requests.Check(problems, "--list", () => AudienceKey.OfList(context.Get(options.App)!, list));
        if (context.Get(options.Id) is { } id) Requests.Check(problems, "--id", () => CampaignKey.Of(id));
    }

    private static async Task<int> StartAsync(
        CommandContext context, StartOptions options, CampaignCluster cluster, NotificationContent content, AudienceFilter? filter,
        TokenFile? file)
    {
        var id = context.Get(options.Id) ?? CampaignKey.NewId();
        var list = file is null ? context.Get(options.List) : id;
        var spec = new CampaignSpec(context.Get(options.App)!, content, list, PolicyOf(context, options), filter);
        if (context.Get(options.DryRun)) return await new DryRun(context, cluster).RunAsync(spec, id, file);
        return await Requests.CheckAsync(
            async () =>
            {
                var import = await new CampaignStart(context, cluster).RunAsync(spec, id, file);
                return await RunToEndAsync(context, cluster, id, import);
            },
            field: fault => FieldOf(fault, spec, file));
    }

    private static string? FieldOf(RequestFault fault, CampaignSpec spec, TokenFile? file) => fault switch
    {
        RequestFault.DifferentSpec or RequestFault.WrongState => "--id",
        RequestFault.EmptyAudience when spec.Filter is not null => "--filter",
        RequestFault.EmptyAudience or RequestFault.ImportIncomplete when file is null => spec.List is null ? "--all-devices" : "--list",
        _ => null,
    };

    /// <summary>Watches the campaign, and prints it when it has ended or is paused.</summary>
    public static async Task<int> RunToEndAsync(
        CommandContext context, CampaignCluster cluster, string id, ImportResult? import)
    {
        var (status, exitCode) = await new CampaignRun(context, cluster).WatchAsync(id);
        var result = CampaignResult.Of(status) with { Import = import };
        context.Terminal.Result(result, ResultJson.Readable.CampaignResult, console => CampaignView.Draw(console, result));
        return exitCode;
    }

    private static UnknownPolicy PolicyOf(CommandContext context, StartOptions options) =>
        context.Get(options.Policy) == "at-most-once" ? UnknownPolicy.AtMostOnce : UnknownPolicy.AtLeastOnce;
}
