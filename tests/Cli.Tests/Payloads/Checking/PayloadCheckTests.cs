using Push.Cli.CommandLine;
using Push.Cli.Processes;

namespace Push.Cli.Payloads.Checking;

public sealed class PayloadCheckTests
{
    [Fact]
    public async Task Check_GoodPayload_SaysItsSize()
    {
        var result = await CheckAsync("""{"aps":{"alert":"Grüße"}}""");
        Assert.Equal(ExitCode.Finished, result.ExitCode);
        Assert.Contains("27 of 4,096 bytes", result.Output, StringComparison.Ordinal);
        Assert.Contains("alert", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_BadPayload_ReportsAllViolationsAtOnce()
    {
        var result = await CheckAsync("""{"aps":{"badge":"1","sond":"x"}}""", "--push-type", "alert", "--json");
        Assert.Equal(ExitCode.BadInput, result.ExitCode);
        Assert.Equal(
            ["payload.aps.badge", "payload.aps.sond"],
            result.Json().GetProperty("violations").EnumerateArray().Select(violation => violation.GetProperty("field").GetString()));
    }

    [Fact]
    public async Task Check_VoipPayload_HasItsOwnLimit()
    {
        var result = await CheckAsync($$"""{"call":"{{new string('x', 5000)}}"}""", "--push-type", "voip", "--json");
        Assert.Equal(ExitCode.Finished, result.ExitCode);
        Assert.Equal(5120, result.Json().GetProperty("maxSize").GetInt32());
    }

    [Fact]
    public async Task Check_UnknownKeys_PassOnPurpose() =>
        Assert.Equal(ExitCode.Finished, (await CheckAsync("""{"aps":{"alert":"x","later":1}}""", "--allow-unknown")).ExitCode);

    [Theory]
    [InlineData("""{"aps":{"alert":"Hi {{name|you}}","badge":"{{#n}}"}}""", ExitCode.Finished, "")]
    [InlineData("""{"aps":{"alert":"Hi {{name"}}""", ExitCode.BadInput, "push: FILE: position 20: a placeholder must be closed")]
    public async Task Check_Template_IsReadAndFilledWithDefaults(string payload, int exitCode, string error)
    {
        var result = await CheckAsync(payload, "--template", "--push-type", "alert");
        Assert.Equal(exitCode, result.ExitCode);
        Assert.Contains(error, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_NoFile_IsBadInput()
    {
        var result = await PushProcess.RunAsync(Path.GetTempPath(), ["payload", "check", "none.json"]);
        Assert.Equal(ExitCode.BadInput, result.ExitCode);
        Assert.Contains("push: FILE: no file none.json", result.Error, StringComparison.Ordinal);
    }

    private static Task<PushResult> CheckAsync(string payload, params string[] options) =>
        PushProcess.RunAsync(Path.GetTempPath(), ["payload", "check", "-", .. options], payload);
}
