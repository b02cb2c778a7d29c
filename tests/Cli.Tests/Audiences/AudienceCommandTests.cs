using System.Text.Json;
using System.Text.RegularExpressions;
using Push.Cli.CommandLine;
using Push.Cli.Processes;
using Push.Simulator;

namespace Push.Cli.Audiences;

/// <summary><c>push audience</c> and <c>push user</c> with a silo of their own, against the simulated APNs.</summary>
public sealed partial class AudienceCommandTests
{
    [Fact]
    public async Task Audience_ImportedCsv_IsCountedExportedImportedAgainAndSentTo()
    {
        await using var app = await ConfiguredApp.StartAsync();
        var tokens = Enumerable.Range(0, 30).Select(i => Convert.ToHexStringLower(SimulatedTokens.Good(1, i))).ToList();
        app.Folder.Write("devices.csv", "token,user_id,place:number,tags,registered_at\n"
            + string.Concat(tokens.Select((token, i) => $"{token},u{i / 3},{i},{(i % 2 == 0 ? "even" : "odd third")},1700000000\n")));

        var import = await RunAsync(app, "audience", "import", "--tokens", "devices.csv");
        Assert.Equal((30, 30), (Number(import, "devices"), Number(import, "added")));
        Assert.Equal(15, Number(await RunAsync(app, "audience", "count", "--filter", "tag = even"), "devices"));
        app.Folder.Write("filter.json", """{"all":[{"tag":"third"},{"attribute":"place","below":10}]}""");
        Assert.Equal(5, Number(await RunAsync(app, "audience", "count", "--filter", "@filter.json"), "devices"));

        var export = await PushAsync(app, "audience", "export", "--out", "all.ndjson");
        Assert.Equal(ExitCode.Finished, export.ExitCode);
        var again = await RunAsync(app, "audience", "import", "--tokens", "all.ndjson");
        Assert.Equal((30, 0, 0, 30), (Number(again, "devices"), Number(again, "added"), Number(again, "updated"), Number(again, "duplicates")));
        var odd = await PushAsync(app, "audience", "export", "--filter", "tag = odd and place > 20");
        Assert.Equal(
            tokens.Where((_, i) => i > 20 && i % 2 == 1).Order(),
            odd.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonSerializer.Deserialize<JsonElement>(line).GetProperty("token").GetString()!).Order());

        var devices = await RunAsync(app, "user", "devices", "--user", "u2");
        Assert.Equal(tokens[6..9].Order(), devices.EnumerateArray().Select(device => device.GetProperty("token").GetString()!).Order());
        var sent = await RunAsync(app, "user", "send", "--user", "u2", "--payload", "sale.json");
        Assert.Equal(["accepted", "accepted", "accepted"], sent.EnumerateArray().Select(device => device.GetProperty("outcome").GetString()!));
        Assert.Equal(3, app.Simulator.Stats.Answers.Accepted);
    }

    [Theory]
    [InlineData("audience count --filter plan=", "--filter", "position 6: a value is expected")]
    [InlineData("audience count --filter @none.json", "--filter", "no file none.json")]
    [InlineData("audience count --list nope", "--list", "there is no list nope of the app shop")]
    [InlineData("audience export --list nope", "--list", "there is no list nope of the app shop")]
    [InlineData("audience count --list a/b", "--list", "A list name has")]
    [InlineData("audience import --tokens none.csv", "--tokens", "no file none.csv")]
    [InlineData("user send --user x", "--payload", "is needed")]
    public async Task Audience_BadInput_NamesFieldAndRule(string arguments, string field, string rule)
    {
        await using var app = await ConfiguredApp.StartAsync();
        var result = await PushAsync(app, arguments.Split(' '));
        Assert.Equal(ExitCode.BadInput, result.ExitCode);
        Assert.Contains($"push: {field}: {rule}", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_DevicesTwiceAndThereAlready_SaysWhatIsWhat()
    {
        await using var app = await ConfiguredApp.StartAsync();
        app.Folder.Write("one.txt", "aabb\naabb\nxyz\n");
        var result = await PushAsync(app, "audience", "import", "--tokens", "one.txt");
        Assert.Equal("1 device now: 1 added, 0 changed\n", result.Output);
        Assert.Contains("read 2 good lines and 1 bad: 1 added, 0 changed, 1 there already or twice in the file", result.Error, StringComparison.Ordinal);
    }

    // The brake is on, so the campaign is not started when its import is complete.
    [Fact]
    public async Task Resume_WithOtherTokensThanTheImportWasBegunWith_IsRefused()
    {
        await using var app = await ConfiguredApp.StartAsync(TimeSpan.FromMilliseconds(100), devicesPerSegment: 100);
        app.Folder.Write("bad.txt", string.Concat(Enumerable.Range(0, 5000).Select(i => Convert.ToHexString(SimulatedTokens.Bad(1, i)) + "\n")));
        await using var braked = app.Start("bad.txt");
        Assert.Contains(" --forget      # or --retire", (await braked.EndAsync()).Error, StringComparison.Ordinal);
        await using var push = app.Start(app.WriteTokens(good: 50));
        var started = await push.EndAsync();
        Assert.Equal(ExitCode.BadInput, started.ExitCode);
        var id = CampaignLine().Match(started.Error).Groups[1].Value;
        Assert.Contains($"  push campaign resume {id} --data {app.Data} --forget      # or --retire", started.Error, StringComparison.Ordinal);
        app.Folder.Write("other.txt", Convert.ToHexString(SimulatedTokens.Good(1, 1000)) + "\n");

        var other = await app.CampaignAsync("resume", id, "--tokens", "other.txt", "--data", app.Data);

        Assert.Equal(ExitCode.BadInput, other.ExitCode);
        Assert.Contains("push: --tokens: These are not the devices that the import was begun with: one of 50 lines", other.Error, StringComparison.Ordinal);
        Assert.Equal(0, app.Simulator.Stats.Answers.Accepted);
        var same = await app.CampaignAsync("resume", id, "--tokens", "tokens.txt", "--forget", "--data", app.Data);
        Assert.Equal(ExitCode.Finished, same.ExitCode);
        Assert.Equal(50, app.Simulator.Stats.Answers.Accepted);
    }

    private static Task<PushResult> PushAsync(ConfiguredApp app, params string[] arguments) => PushProcess.RunAsync(
        app.Folder.Path, [.. arguments, "--app", ConfiguredApp.Name, "--data", app.Data]);

    private static async Task<JsonElement> RunAsync(ConfiguredApp app, params string[] arguments)
    {
        var result = await PushAsync(app, [.. arguments, "--json"]);
        Assert.True(result.ExitCode == ExitCode.Finished, result.Error);
        return result.Json();
    }

    private static int Number(JsonElement result, string name) => result.GetProperty(name).GetInt32();

    [GeneratedRegex(@"campaign (\w+)")]
    private static partial Regex CampaignLine();
}
