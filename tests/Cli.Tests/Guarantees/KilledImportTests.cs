using System.Text.Json;
using Push.Cli.CommandLine;
using Push.Cli.Processes;
using Push.Testing.Guarantees;

namespace Push.Cli.Guarantees;

/// <summary>An import whose process is killed again and again, and completed by giving its file again.</summary>
public sealed class KilledImportTests
{
    private const int Kills = 5;

    // What the store takes for a device at least.
    private const long BytesPerDevice = 32;

    // 200 segments, so that a kill hits the import when some are written and some are not.
    private static readonly int Devices = GuaranteeSize.Chunk * 200;

    [Fact]
    public async Task Import_KilledFiveTimes_HasEachDeviceOnce()
    {
        await using var app = await ConfiguredApp.StartAsync(devicesPerSegment: GuaranteeSize.Chunk);
        var tokens = app.WriteTokens(Devices);
        string[] import = ["audience", "import", "--app", ConfiguredApp.Name, "--tokens", tokens, "--data", app.Data, "--json"];
        for (var kill = 0; kill < Kills; kill++)
        {
            await using var push = PushProcess.Start(app.Folder.Path, import);
            await KillAsync(app, push, kill);
        }

        var end = await PushProcess.RunAsync(app.Folder.Path, import);

        Assert.Equal(ExitCode.Finished, end.ExitCode);
        Assert.Equal(Devices, end.Json().GetProperty("devices").GetInt64());
        Assert.InRange(end.Json().GetProperty("duplicates").GetInt64(), 1, Devices - 1);
        await AssertHasAllAsync(app, tokens);
        var campaign = await app.CampaignAsync(
            "start", "--app", ConfiguredApp.Name, "--all-devices", "--payload", "sale.json", "--data", app.Data, "--json");
        Assert.Equal(ExitCode.Finished, campaign.ExitCode);
        AssertReachedEachOnce(app, campaign, "an import is killed at 5 random moments and its file given again, then sent to",
            $"{nameof(KilledImportTests)}.{nameof(Import_KilledFiveTimes_HasEachDeviceOnce)}");
    }

    [Fact]
    public async Task CampaignStart_KilledInItsImport_ReachesEachDeviceOnceWhenResumed()
    {
        await using var app = await ConfiguredApp.StartAsync(devicesPerSegment: GuaranteeSize.Chunk);
        var tokens = app.WriteTokens(Devices);
        await using (var start = app.Start(tokens))
        {
            await start.SaysAsync("campaign ");
            await KillAsync(app, start, kill: 0);
        }
        string[] resume = ["campaign", "resume", "--tokens", tokens, "--data", app.Data, "--json"];
        for (var kill = 1; kill < Kills; kill++)
        {
            await using var push = PushProcess.Start(app.Folder.Path, resume);
            await KillAsync(app, push, kill);
        }
        Assert.Equal(0, app.Simulator.Stats.Answers.Accepted);

        var end = await PushProcess.RunAsync(app.Folder.Path, resume);

        Assert.Equal(ExitCode.Finished, end.ExitCode);
        AssertReachedEachOnce(app, end, "a campaign is killed at 5 random moments of its import and resumed with its file",
            $"{nameof(KilledImportTests)}.{nameof(CampaignStart_KilledInItsImport_ReachesEachDeviceOnceWhenResumed)}");
    }

    // At a random moment of its own part of the import, so that all of them come before its end.
    private static async Task KillAsync(ConfiguredApp app, PushProcess push, int kill)
    {
        var enough = (long)((kill + Random.Shared.NextDouble()) / (Kills + 1) * Devices * BytesPerDevice);
        using var often = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (StoredBytes(app) <= enough && !push.HasEnded) await often.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        Assert.False(push.HasEnded, $"The import ended before kill {kill + 1}.");
        push.Kill();
        await push.EndAsync();
    }

    private static long StoredBytes(ConfiguredApp app) => Directory.Exists(app.Data)
        ? new DirectoryInfo(app.Data).EnumerateFiles("push.db*").Sum(file => file.Name.EndsWith("-shm", StringComparison.Ordinal) ? 0 : file.Length)
        : 0;

    private static async Task AssertHasAllAsync(ConfiguredApp app, string tokens)
    {
        var count = await PushProcess.RunAsync(
            app.Folder.Path, ["audience", "count", "--app", ConfiguredApp.Name, "--data", app.Data, "--json"]);
        Assert.Equal(Devices, count.Json().GetProperty("devices").GetInt64());
        var export = await PushProcess.RunAsync(
            app.Folder.Path, ["audience", "export", "--app", ConfiguredApp.Name, "--data", app.Data, "--out", "all.ndjson"]);
        Assert.Equal(ExitCode.Finished, export.ExitCode);
        Assert.Equal(
            File.ReadLines(tokens).Order(StringComparer.Ordinal),
            File.ReadLines(app.Folder["all.ndjson"])
                .Select(line => JsonSerializer.Deserialize<JsonElement>(line).GetProperty("token").GetString()!)
                .Order(StringComparer.Ordinal));
    }

    private static void AssertReachedEachOnce(ConfiguredApp app, PushResult end, string fault, string test)
    {
        var row = CampaignRow.Of(app, end, fault, test, Devices);
        row.Record();
        Assert.Equal((Devices, 0L, 0L), (row.Accepted, row.Lost, row.Duplicates));
    }
}
