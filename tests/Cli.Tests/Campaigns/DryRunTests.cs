using Push.Cli.CommandLine;
using Push.Cli.Processes;
using Push.Simulator;

namespace Push.Cli.Campaigns;

/// <summary><c>push campaign start --dry-run</c> says how many devices it would really go to.</summary>
public sealed class DryRunTests
{
    private static readonly string[] Tokens = [.. Enumerable.Range(0, 6).Select(i => Convert.ToHexStringLower(SimulatedTokens.Good(1, i)))];

    [Fact]
    public async Task DryRun_TokenFileWithAttributes_CountsWhomTheFilterMeansOnce()
    {
        await using var app = await ConfiguredApp.StartAsync();
        app.Folder.Write("devices.csv", $"""
            token,plan
            {Tokens[0]},pro
            {Tokens[1]},pro
            {Tokens[1]},pro
            {Tokens[2]},free
            {Tokens[2]},pro
            {Tokens[3]},free
            xyz,pro

            """);
        var all = (await DryRunAsync(app)).Json();
        Assert.Equal((4, 2, 1), (Number(all, "devices"), Number(all, "duplicates"), Number(all, "badLines")));
        var pro = (await DryRunAsync(app, "--filter", "plan = pro")).Json();
        Assert.Equal((2, 2), (Number(pro, "devices"), Number(pro, "duplicates")));
        Assert.False(pro.TryGetProperty("undecided", out _));

        await using var push = app.Start("devices.csv", "--filter", "plan = pro");
        Assert.Equal(2, Number((await push.EndAsync()).Json().GetProperty("counts"), "accepted"));
    }

    [Fact]
    public async Task DryRun_FilterThatMeansNobody_SaysSo()
    {
        await using var app = await ConfiguredApp.StartAsync();
        app.Folder.Write("devices.csv", $"token,plan\n{Tokens[0]},pro\n");
        var result = await DryRunAsync(app, "--filter", "plan = none");
        Assert.Equal((ExitCode.Incomplete, 0), (result.ExitCode, Number(result.Json(), "devices")));
        Assert.Equal("The filter means no device of the file.", Assert.Single(result.Json().GetProperty("problems").EnumerateArray()).GetString());
    }

    [Fact]
    public async Task DryRun_DevicesWithoutAttributes_AreSaidToBeUndecided()
    {
        await using var app = await ConfiguredApp.StartAsync();
        app.Folder.Write("devices.csv", $"token,plan\n{Tokens[0]},pro\n{Tokens[1]},free\n{Tokens[2]},\n{Tokens[3]},\n");
        var result = (await DryRunAsync(app, "--filter", "plan = pro")).Json();
        Assert.Equal((3, 2), (Number(result, "devices"), Number(result, "undecided")));
        var shown = await app.CampaignAsync(
            "start", "--app", "shop", "--tokens", "devices.csv", "--payload", "sale.json", "--data", app.Data, "--dry-run", "--filter", "plan = pro");
        Assert.Matches("devices +at most 3: the file has no attributes for 2", shown.Output);
    }

    [Fact]
    public async Task DryRun_TemplateToRegisteredDevices_SaysWhatItBecomes()
    {
        await using var app = await ConfiguredApp.StartAsync();
        app.Folder.Write("devices.csv", $"token,name\n{Tokens[0]},Ann\n{Tokens[1]},Annabella\n{Tokens[2]},\n");
        app.Folder.Write("hi.json", """{"aps":{"alert":"Hi {{name}}"}}""");
        await PushProcess.RunAsync(app.Folder.Path, ["audience", "import", "--app", "shop", "--tokens", "devices.csv", "--data", app.Data]);
        Assert.Contains("the template was not filled", (await app.CampaignAsync(
            "start", "--app", "shop", "--tokens", "devices.csv", "--payload", "hi.json", "--template", "--data", app.Data, "--dry-run")).Error,
            StringComparison.Ordinal);
        var result = (await app.CampaignAsync(
            "start", "--app", "shop", "--all-devices", "--payload", "hi.json", "--template", "--data", app.Data, "--dry-run", "--json")).Json();
        var filled = result.GetProperty("filled");
        Assert.Equal((26, 32), (Number(filled, "leastBytes"), Number(filled, "mostBytes")));
        Assert.Equal(1, Number(filled.GetProperty("skippedBy"), "MissingValue"));
    }

    private static Task<PushResult> DryRunAsync(ConfiguredApp app, params string[] arguments) => app.CampaignAsync(
        ["start", "--app", "shop", "--tokens", "devices.csv", "--payload", "sale.json", "--data", app.Data, "--dry-run", "--json", .. arguments]);

    private static int Number(System.Text.Json.JsonElement result, string name) => result.GetProperty(name).GetInt32();
}
