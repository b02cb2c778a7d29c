using System.Text.Json;
using Push.Cli.CommandLine;
using Push.Cli.Processes;
using Push.Simulator;

namespace Push.Cli.Campaigns;

/// <summary><c>push campaign start</c> with a silo of its own, against the simulated APNs.</summary>
public sealed class StartTests
{
    [Fact]
    public async Task Start_TokenFile_SendsToEveryGoodLineOnce()
    {
        await using var app = await ConfiguredApp.StartAsync();
        var tokens = await File.ReadAllLinesAsync(app.WriteTokens(good: 1500, dead: 15), TestContext.Current.CancellationToken);
        var lines = tokens.Append(tokens[3]).Append("xyz").Select(token => $"x,{token}\n");
        app.Folder.Write("devices.csv", "name,token\n" + string.Concat(lines));
        await using var push = app.Start("devices.csv");
        var result = await push.EndAsync();

        Assert.Equal(ExitCode.Finished, result.ExitCode);
        var counts = result.Json().GetProperty("counts");
        Assert.Equal(1515, counts.GetProperty("audience").GetInt64());
        Assert.Equal(1500, counts.GetProperty("accepted").GetInt64());
        Assert.Equal(15, counts.GetProperty("rejectedBy").GetProperty("410 Unregistered").GetInt64());
        Assert.Equal(15, counts.GetProperty("retired").GetInt64());
        var import = result.Json().GetProperty("import");
        Assert.Equal(1515, import.GetProperty("devices").GetInt64());
        Assert.Equal(1, import.GetProperty("duplicates").GetInt64());
        Assert.Equal(1, import.GetProperty("badLines").GetInt64());
        Assert.Contains("devices.csv:1518: ", result.Error, StringComparison.Ordinal);
        Assert.Equal(1500, app.Simulator.Stats.Answers.Accepted);
        Assert.Equal(0, app.Simulator.Stats.Answers.DuplicateDeliveries);
        Assert.Equal(ConfiguredApp.Topic, app.Simulator.Notifications[0].Header("apns-topic"));
    }

    [Theory]
    [InlineData("--tokens tokens.txt --filter plan=pro", "The filter means no device")]
    [InlineData("--all-devices", "The audience has no devices")]
    public async Task Start_Refused_LeavesNoCampaignBehind(string arguments, string rule)
    {
        await using var app = await ConfiguredApp.StartAsync();
        app.WriteTokens(good: 3);
        var result = await app.CampaignAsync(["start", "--app", "shop", "--payload", "sale.json", "--data", app.Data, .. arguments.Split(' ')]);
        Assert.Equal(ExitCode.BadInput, result.ExitCode);
        Assert.Contains(rule, result.Error, StringComparison.Ordinal);
        Assert.Contains(" is deleted again", result.Error, StringComparison.Ordinal);
        Assert.Empty((await app.CampaignAsync("list", "--data", app.Data, "--json")).Json().EnumerateArray());
    }

    [Fact]
    public async Task Start_ImportedList_SendsToItsDevices()
    {
        await using var app = await ConfiguredApp.StartAsync();
        app.WriteTokens(good: 30);
        await PushProcess.RunAsync(
            app.Folder.Path, ["audience", "import", "--app", "shop", "--list", "vips", "--tokens", "tokens.txt", "--data", app.Data]);
        string[] start = ["start", "--app", "shop", "--payload", "sale.json", "--data", app.Data, "--json", "--list"];
        var dry = await app.CampaignAsync([.. start, "vips", "--dry-run"]);
        Assert.Equal(30, dry.Json().GetProperty("devices").GetInt32());
        var result = await app.CampaignAsync([.. start, "vips"]);
        Assert.Equal(30, result.Json().GetProperty("counts").GetProperty("accepted").GetInt32());
        var unknown = await app.CampaignAsync([.. start, "nobody"]);
        Assert.Equal(ExitCode.BadInput, unknown.ExitCode);
        Assert.Contains("push: --list: The audience has no devices", unknown.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_SameIdAgain_IsTheSameCampaign()
    {
        await using var app = await ConfiguredApp.StartAsync();
        app.WriteTokens(good: 30);
        string[] start = ["start", "--app", "shop", "--payload", "sale.json", "--data", app.Data, "--json", "--id", "spring", "--tokens", "tokens.txt"];
        for (var run = 0; run < 2; run++)
        {
            var result = await app.CampaignAsync(start);
            Assert.Equal(ExitCode.Finished, result.ExitCode);
            Assert.Equal(("spring", 30), (result.Json().GetProperty("id").GetString(), result.Json().GetProperty("counts").GetProperty("accepted").GetInt32()));
        }

        Assert.Equal(30, app.Simulator.Stats.Answers.Accepted);
        var other = await app.CampaignAsync([.. start, "--collapse-id", "other"]);
        Assert.Equal(ExitCode.BadInput, other.ExitCode);
        Assert.Contains("push: --id: The campaign spring exists already with another spec", other.Error, StringComparison.Ordinal);
        Assert.Contains("collapse", other.Error, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Start_TokensFromStandardInput_SendsToThem()
    {
        await using var app = await ConfiguredApp.StartAsync();
        var token = Convert.ToHexString(SimulatedTokens.Good(1, 1));
        string[] arguments = ["campaign", "start", "--app", "shop", "--tokens", "-", "--payload", "sale.json", "--data", app.Data];
        var result = await PushProcess.RunAsync(app.Folder.Path, arguments, $"{{\"token\":\"{token}\"}}\n");
        Assert.Equal(ExitCode.Finished, result.ExitCode);
        Assert.Matches("accepted +1 ", result.Output);
        Assert.Equal(1, app.Simulator.Stats.Answers.Accepted);
    }

    [Fact]
    public async Task Start_Template_IsFilledFromTheColumnsOfTheFile()
    {
        await using var app = await ConfiguredApp.StartAsync();
        app.Folder.Write("sale.json", """{"aps":{"alert":"Hi {{name|you}}","badge":"{{#unread|1}}"}}""");
        app.Folder.Write("sale.de.json", """{"aps":{"alert":"Hallo {{name|du}}"}}""");
        var tokens = Enumerable.Range(0, 3).Select(i => Convert.ToHexStringLower(SimulatedTokens.Good(1, i))).ToArray();
        app.Folder.Write("people.csv", $"token,name,unread:number,language\n{tokens[0]},Ann,3,en\n{tokens[1]},Zoë,,de-AT\n{tokens[2]},,,\n");
        await using var push = app.Start("people.csv", "--template", "--variant", "de=sale.de.json");
        var result = await push.EndAsync();

        Assert.Equal(ExitCode.Finished, result.ExitCode);
        Assert.Equal(
            [
                """{"aps":{"alert":"Hallo Zoë"}}""",
                """{"aps":{"alert":"Hi Ann","badge":3}}""",
                """{"aps":{"alert":"Hi you","badge":1}}""",
            ],
            app.Simulator.Notifications.Select(sent => System.Text.Encoding.UTF8.GetString(sent.Body.Span)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Start_InterruptedWhileStandardInputIsOpen_EndsAtOnce()
    {
        await using var app = await ConfiguredApp.StartAsync();
        string[] arguments = ["campaign", "start", "--app", "shop", "--tokens", "-", "--payload", "sale.json", "--data", app.Data];
        await using var push = PushProcess.Start(app.Folder.Path, arguments, keepInput: true);
        await push.Input.WriteLineAsync(Convert.ToHexString(SimulatedTokens.Good(1, 1)));
        await push.Input.FlushAsync(TestContext.Current.CancellationToken);
        await push.SaysAsync("campaign ");
        push.Signal("INT");
        var result = await push.EndAsync();
        Assert.Equal(ExitCode.Interrupted, result.ExitCode);
        Assert.Contains($"--data {app.Data} --tokens -", result.Error, StringComparison.Ordinal);
        Assert.Equal(0, app.Simulator.Stats.Answers.Accepted);
    }

    [Fact]
    public async Task Start_Interrupted_PausesAndResumesWithIdAndDataFolderAlone()
    {
        await using var app = await ConfiguredApp.StartAsync(TimeSpan.FromMilliseconds(200));
        await using var push = app.Start(app.WriteTokens(good: 30_000));
        await app.AcceptedAsync(1000);
        push.Signal("INT");
        var paused = await push.EndAsync();
        Assert.Equal(ExitCode.Interrupted, paused.ExitCode);
        Assert.Equal("paused", paused.Json().GetProperty("state").GetString());
        AssertAddsUp(paused.Json());
        var accepted = paused.Json().GetProperty("counts").GetProperty("accepted").GetInt64();
        Assert.InRange(accepted, 1000, 29_999);
        Assert.Equal(accepted, app.Simulator.Stats.Answers.Accepted);
        var id = paused.Json().GetProperty("id").GetString()!;
        Assert.Contains($"push campaign resume {id} --data {app.Data}", paused.Error, StringComparison.Ordinal);

        var resumed = await PushProcess.RunAsync(Path.GetTempPath(), ["campaign", "resume", id, "--data", app.Data, "--json"]);
        Assert.Equal(ExitCode.Finished, resumed.ExitCode);
        Assert.Equal(30_000, resumed.Json().GetProperty("counts").GetProperty("accepted").GetInt64());
        Assert.Equal(30_000, app.Simulator.Stats.Answers.Accepted);
        Assert.Equal(0, app.Simulator.Stats.Answers.DuplicateDeliveries);
    }

    [Fact]
    public async Task Start_Killed_ResumesAndRepeatsOnlyWhatWasOpen()
    {
        await using var app = await ConfiguredApp.StartAsync(TimeSpan.FromMilliseconds(200));
        await using var push = app.Start(app.WriteTokens(good: 30_000));
        await app.AcceptedAsync(10_000);
        push.Kill();
        await push.EndAsync();
        var connections = app.Simulator.Stats.Connections;
        var status = await app.CampaignAsync("status", "--data", app.Data, "--json");
        Assert.Equal("running", status.Json().GetProperty("state").GetString());
        AssertAddsUp(status.Json());
        Assert.Equal(connections, app.Simulator.Stats.Connections);

        var resumed = await app.CampaignAsync("resume", "--data", app.Data, "--json");
        Assert.Equal(ExitCode.Finished, resumed.ExitCode);
        AssertAddsUp(resumed.Json());
        var counts = resumed.Json().GetProperty("counts");
        Assert.Equal(30_000, counts.GetProperty("accepted").GetInt64());
        var seen = app.Simulator.Stats.Answers;
        Assert.Equal(30_000, seen.Accepted - seen.DuplicateDeliveries);
        Assert.InRange(seen.DuplicateDeliveries, 0, counts.GetProperty("possiblyRepeated").GetInt64());
    }

    [Fact]
    public async Task Control_OfAFinishedCampaign_ShowsItAndRefusesToSteerIt()
    {
        await using var app = await ConfiguredApp.StartAsync();
        await using var push = app.Start(app.WriteTokens(good: 10));
        var id = (await push.EndAsync()).Json().GetProperty("id").GetString()!;

        var list = await app.CampaignAsync("list", "--data", app.Data, "--json");
        Assert.Equal(id, Assert.Single(list.Json().EnumerateArray()).GetProperty("id").GetString());
        var status = await app.CampaignAsync("status", id, "--data", app.Data);
        Assert.Equal(ExitCode.Finished, status.ExitCode);
        Assert.Matches($"campaign +{id}", status.Output);
        Assert.Empty(status.Error);
        var cancel = await app.CampaignAsync("cancel", id, "--data", app.Data);
        Assert.Equal(ExitCode.BadInput, cancel.ExitCode);
        Assert.Contains("push: ID: ", cancel.Error, StringComparison.Ordinal);
        Assert.Equal(10, app.Simulator.Stats.Answers.Accepted);
    }

    private static void AssertAddsUp(JsonElement campaign)
    {
        var counts = campaign.GetProperty("counts");
        long Of(string name) => counts.GetProperty(name).GetInt64();
        Assert.Equal(Of("audience"), Of("pending") + Of("accepted") + Of("rejected") + Of("skipped") + Of("unknown"));
    }
}
