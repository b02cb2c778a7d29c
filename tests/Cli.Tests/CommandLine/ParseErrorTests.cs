using Push.Cli.Processes;

namespace Push.Cli.CommandLine;

public sealed class ParseErrorTests
{
    [Theory]
    [InlineData("sent", "sent")]
    [InlineData("send", "--token")]
    [InlineData("send --token aa --nonsense", "--nonsense")]
    [InlineData("send --token aa --port x", "x")]
    [InlineData("quickstart --devices many", "many")]
    [InlineData("quickstart --devices 0", "--devices")]
    [InlineData("quickstart --connections 1000", "--connections")]
    [InlineData("simulator --authentication password", "password")]
    [InlineData("simulator --port 70000", "--port")]
    [InlineData("simulator --bind here", "--bind")]
    [InlineData("simulator --scripted-tokens maybe", "maybe")]
    [InlineData("campaign start", "--app")]
    [InlineData("campaign stop", "stop")]
    [InlineData("campaign cancel", "ID is needed")]
    public async Task Parse_WrongArguments_NamesThemAndEndsWith2(string arguments, string named)
    {
        var result = await PushProcess.RunAsync(Path.GetTempPath(), arguments.Split(' '));
        Assert.Equal(ExitCode.BadInput, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.Contains(named, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parse_WrongArgumentsWithJson_SaysSoInJsonToo()
    {
        var result = await PushProcess.RunAsync(Path.GetTempPath(), ["send", "--json"]);
        Assert.Equal(ExitCode.BadInput, result.ExitCode);
        var error = result.Json().GetProperty("error");
        Assert.Equal(ExitCode.BadInput, error.GetProperty("exitCode").GetInt32());
        Assert.Contains("--token", error.GetProperty("problems")[0].GetProperty("rule").GetString(), StringComparison.Ordinal);
    }
}
