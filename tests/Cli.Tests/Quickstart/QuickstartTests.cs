using Push.Cli.CommandLine;
using Push.Cli.Processes;
using Push.Testing;

namespace Push.Cli.Quickstart;

/// <summary>The whole product in one process.</summary>
public sealed class QuickstartTests
{
    [Fact]
    public async Task Quickstart_TwoThousandDevices_AccountsForEachOnBothSides()
    {
        using var folder = new TempFolder();
        var result = await PushProcess.RunAsync(folder.Path, ["quickstart", "--devices", "2000", "--json"]);
        AssertOnlyProgress(result.Error);
        Assert.Equal(ExitCode.Finished, result.ExitCode);
        var json = result.Json();
        Assert.Equal("finished", json.GetProperty("state").GetString());
        Assert.Equal(0, json.GetProperty("differences").GetArrayLength());
        Assert.Equal(1970, json.GetProperty("counts").GetProperty("accepted").GetInt64());
        Assert.Equal(1970, json.GetProperty("simulator").GetProperty("accepted").GetInt64());
        Assert.Equal(20, json.GetProperty("counts").GetProperty("retired").GetInt64());
        Assert.Equal(10, json.GetProperty("counts").GetProperty("proposed").GetInt64());
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task Quickstart_ForPeople_EndsWithBothCounts()
    {
        var result = await PushProcess.RunAsync(Path.GetTempPath(), ["quickstart", "--devices", "300"]);
        Assert.Equal(ExitCode.Finished, result.ExitCode);
        AssertOnlyProgress(result.Error);
        Assert.Matches(@"accepted +296 +296", result.Output);
        Assert.Matches(@"410 Unregistered +3 +3", result.Output);
        Assert.Contains("accepted exactly once", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\e[", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("INT", "importing")]
    [InlineData("INT", "sending")]
    [InlineData("KILL", "importing")]
    [InlineData("KILL", "sending")]
    public async Task Quickstart_StoppedInTheMiddle_GoesOnInItsFolder(string signal, string phase)
    {
        using var folder = new TempFolder();
        string[] arguments = ["quickstart", "--devices", "100000", "--data", folder["data"], "--json"];
        await using var first = PushProcess.Start(folder.Path, arguments);
        await first.SaysAsync(phase);
        first.Signal(signal);
        var stopped = await first.EndAsync();
        if (signal == "INT")
        {
            Assert.Equal(ExitCode.Interrupted, stopped.ExitCode);
            Assert.Contains($"push quickstart --data {folder["data"]}", stopped.Error, StringComparison.Ordinal);
        }

        var second = await PushProcess.RunAsync(folder.Path, ["quickstart", "--data", folder["data"], "--json"]);
        Assert.Equal(ExitCode.Finished, second.ExitCode);
        Assert.Equal(100_000, second.Json().GetProperty("counts").GetProperty("audience").GetInt64());
        Assert.Equal(98_500, second.Json().GetProperty("counts").GetProperty("accepted").GetInt64());
    }

    private static void AssertOnlyProgress(string error) => Assert.All(
        error.Split('\n', StringSplitOptions.RemoveEmptyEntries),
        line => Assert.Matches("^(importing|sending) ", line));
}
