using Push.Cli.CommandLine;
using Push.Cli.Processes;

namespace Push.Cli.Campaigns;

/// <summary>What is said before a campaign and after it: <c>--dry-run</c>, <c>failures</c>, <c>delete</c>.</summary>
public sealed class FailuresTests
{
    [Fact]
    public async Task DryRun_TokenFile_SendsAndStoresNothing()
    {
        await using var app = await ConfiguredApp.StartAsync();
        app.WriteTokens(good: 30, dead: 2);
        string[] start = ["start", "--app", "shop", "--tokens", "tokens.txt", "--payload", "sale.json", "--data", app.Data, "--dry-run", "--json"];
        var result = await app.CampaignAsync(start);
        Assert.Equal(ExitCode.Finished, result.ExitCode);
        Assert.Equal(32, result.Json().GetProperty("devices").GetInt64());
        Assert.Equal(ConfiguredApp.Topic, result.Json().GetProperty("topic").GetString());
        Assert.True(result.Json().GetProperty("payloadBytes").GetInt32() > 0);
        Assert.Equal(0, app.Simulator.Stats.Connections);
        var list = await app.CampaignAsync("list", "--data", app.Data, "--json");
        Assert.Empty(list.Json().EnumerateArray());
    }

    [Fact]
    public async Task Failures_AfterACampaign_AreALinePerDevice()
    {
        await using var app = await ConfiguredApp.StartAsync();
        await using var push = app.Start(app.WriteTokens(good: 30, dead: 2));
        var id = (await push.EndAsync()).Json().GetProperty("id").GetString()!;

        var lines = await app.CampaignAsync("failures", id, "--data", app.Data);
        var csv = lines.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("token,outcome,reason", csv[0]);
        Assert.Equal(2, csv.Skip(1).Count(line => line.StartsWith("dead", StringComparison.Ordinal)
            && line.EndsWith(",rejected,410 Unregistered", StringComparison.Ordinal)));

        var piped = await app.CampaignAsync("failures", id, "--data", app.Data, "--out", "-", "--json");
        Assert.Equal((2, false), (piped.Output.Split("{\"token\":\"dead").Length - 1, File.Exists(app.Folder["-"])));

        var written = await app.CampaignAsync("failures", "--data", app.Data, "--out", "failed.ndjson");
        Assert.Contains("2 devices written to failed.ndjson", written.Error, StringComparison.Ordinal);
        var file = await File.ReadAllLinesAsync(app.Folder["failed.ndjson"], TestContext.Current.CancellationToken);
        Assert.All(file, line => Assert.StartsWith("{\"token\":\"dead", line, StringComparison.Ordinal));
        Assert.Equal(2, file.Length);

        Assert.Equal(ExitCode.Finished, (await app.CampaignAsync("delete", id, "--data", app.Data)).ExitCode);
        var gone = await app.CampaignAsync("failures", id, "--data", app.Data);
        Assert.Equal((ExitCode.BadInput, ""), (gone.ExitCode, gone.Output));
        Assert.Equal(ExitCode.BadInput, (await app.CampaignAsync("delete", id, "--data", app.Data)).ExitCode);
    }

    [Theory]
    [InlineData("campaign failures nosuch --out keep")]
    [InlineData("audience export --app nope --out keep")]
    [InlineData("audience export --app shop --list a/b --out keep")]
    public async Task Out_RequestThatIsRefused_LeavesTheFileThatIsThere(string arguments)
    {
        await using var app = await ConfiguredApp.StartAsync();
        app.Folder.Write("keep", "kept\n");
        Assert.Equal(ExitCode.Finished, (await PushProcess.RunAsync(app.Folder.Path, ["audience", "count", "--app", "shop", "--data", app.Data])).ExitCode);
        var files = Directory.GetFileSystemEntries(app.Folder.Path);

        var result = await PushProcess.RunAsync(app.Folder.Path, [.. arguments.Split(' '), "--data", app.Data]);

        Assert.Equal(ExitCode.BadInput, result.ExitCode);
        Assert.Equal("kept\n", await File.ReadAllTextAsync(app.Folder["keep"], TestContext.Current.CancellationToken));
        Assert.Equal(files.Order(), Directory.GetFileSystemEntries(app.Folder.Path).Order());
    }

    [Theory]
    [InlineData("410 Unregistered", "ab,rejected,410 Unregistered\n")]
    [InlineData("a,\"b\"", "ab,rejected,\"a,\"\"b\"\"\"\n")]
    [InlineData("=1+1", "ab,rejected,'=1+1\n")]
    public void ToCsv_AnyReason_StaysOneField(string reason, string line) =>
        Assert.Equal(line, new FailureLine("ab", "rejected", reason).ToCsv());
}
