using Push.Cli.CommandLine;
using Push.Cli.Processes;
using Push.Testing.Guarantees;

namespace Push.Cli.Guarantees;

/// <summary>The whole product in one process that is killed again and again.</summary>
public sealed class KilledProcessTests
{
    private const int Kills = 20;

    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task Process_KilledTwentyTimes_RepeatsOnlyWhatIsAnnounced()
    {
        await using var app = await ConfiguredApp.StartAsync(Latency, GuaranteeSize.Chunk);
        await KillAsync(app, app.Start(app.WriteTokens(GuaranteeSize.Devices)));
        for (var kill = 2; kill <= Kills; kill++)
            await KillAsync(app, PushProcess.Start(app.Folder.Path, ["campaign", "resume", "--data", app.Data, "--json"]));
        var end = await app.CampaignAsync("resume", "--data", app.Data, "--json");

        Assert.Equal(ExitCode.Finished, end.ExitCode);
        var row = CampaignRow.Of(app, end, $"SIGKILL of the process at {Kills} random moments",
            $"{nameof(KilledProcessTests)}.{nameof(Process_KilledTwentyTimes_RepeatsOnlyWhatIsAnnounced)}", GuaranteeSize.Devices);
        row.Record();
        Assert.Equal((GuaranteeSize.Devices, 0L), (row.Accepted, row.Lost));
        Assert.InRange(row.Duplicates, 0, row.PossiblyRepeated);
    }

    // At a random moment: somewhere between hardly begun and a few chunks further; all of them together before its end. The first
    // one waits for the campaign to be there.
    private static async Task KillAsync(ConfiguredApp app, PushProcess process)
    {
        await using var push = process;
        var enough = Math.Max(1, app.Simulator.Stats.Answers.Accepted + Random.Shared.Next(GuaranteeSize.Devices / Kills));
        using var often = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (app.Simulator.Stats.Answers.Accepted < enough && !push.HasEnded)
            await often.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        push.Kill();
        await push.EndAsync();
    }
}
