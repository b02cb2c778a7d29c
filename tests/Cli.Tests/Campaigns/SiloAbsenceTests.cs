using Push.Cli.CommandLine;
using Push.Cli.Processes;
using Push.Testing;

namespace Push.Cli.Campaigns;

/// <summary>Commands on a cluster whose silo is killed, and started again or not.</summary>
public sealed class SiloAbsenceTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task StartAndFollow_SiloStartedAgain_GoOnToTheEnd()
    {
        await using var app = await ConfiguredApp.StartAsync(TimeSpan.FromMilliseconds(200));
        app.WriteTokens(good: 40_000);
        var silo = await StartAsync(app);
        try
        {
            var gateway = $"localhost:{silo.GatewayPort}";
            await using var events = PushProcess.Start(
                app.Folder.Path, ["events", "--app", "shop", "--follow", "--json", "--cluster", gateway]);
            await using var start = PushProcess.Start(app.Folder.Path, Start(gateway));
            await app.AcceptedAsync(1000);
            await silo.KillAsync(Cancellation);
            await start.SaysAsync("the silo gives no answer");
            var port = silo.GatewayPort;
            silo.Dispose();
            silo = await StartAsync(app, port);

            var ended = await start.EndAsync();

            Assert.Equal(ExitCode.Finished, ended.ExitCode);
            Assert.Contains("the silo answers again", ended.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("unexpected error", ended.Error, StringComparison.Ordinal);
            Assert.Equal(40_000, ended.Json().GetProperty("counts").GetProperty("accepted").GetInt64());
            var told = await events.Output.ReadLineAsync(Cancellation);
            Assert.Contains("campaignFinished", told, StringComparison.Ordinal);
            events.Kill();
        }
        finally
        {
            silo.Dispose();
        }
    }

    [Fact]
    public async Task Commands_SiloGone_EndWith3AndSayHowToGoOn()
    {
        await using var app = await ConfiguredApp.StartAsync(TimeSpan.FromMilliseconds(200));
        app.WriteTokens(good: 40_000);
        using var silo = await StartAsync(app);
        var gateway = $"localhost:{silo.GatewayPort}";
        await using var start = PushProcess.Start(app.Folder.Path, Start(gateway));
        await using var import = PushProcess.Start(
            app.Folder.Path, ["audience", "import", "--app", "shop", "--tokens", "-", "--cluster", gateway], keepInput: true);
        await import.Input.WriteAsync("aabb\n");
        await import.Input.FlushAsync(Cancellation);
        await import.SaysAsync("importing ");
        await app.AcceptedAsync(1000);

        await silo.KillAsync(Cancellation);
        import.Input.Close();

        var (broken, ended) = (await import.EndAsync(), await start.EndAsync());
        AssertAway(broken, $"to go on, give the same tokens again:\n  push audience import --app shop --tokens - --cluster {gateway}");
        AssertAway(ended, $"the campaign goes on when it is there:\n  push campaign status ");
    }

    private static void AssertAway(PushResult result, string consequence)
    {
        Assert.True(result.ExitCode == ExitCode.Unreachable, result.Error);
        Assert.Contains($"push: --cluster: the silo went away, or gives no answer; {consequence}", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("warning", result.Error, StringComparison.Ordinal);
    }

    private static string[] Start(string gateway) =>
        ["campaign", "start", "--app", "shop", "--tokens", "tokens.txt", "--payload", "sale.json", "--cluster", gateway, "--json"];

    private static async Task<SiloProcess> StartAsync(ConfiguredApp app, int gatewayPort = 0)
    {
        var silo = SiloProcess.Start(
            new Dictionary<string, string?>
            {
                ["Push:Data"] = app.Data,
                ["Push:Cluster:SiloPort"] = "0",
                ["Push:Cluster:GatewayPort"] = $"{gatewayPort}",
            },
            app.Folder.Path);
        await silo.WaitUntilReadyAsync(Cancellation);
        return silo;
    }
}
