using Push.Cli.Processes;

namespace Push.Cli.CommandLine;

public sealed class HelpTests
{
    [Theory]
    [InlineData("")]
    [InlineData("quickstart")]
    [InlineData("send")]
    [InlineData("campaign")]
    [InlineData("campaign start")]
    [InlineData("campaign list")]
    [InlineData("campaign status")]
    [InlineData("campaign pause")]
    [InlineData("campaign resume")]
    [InlineData("campaign cancel")]
    [InlineData("payload")]
    [InlineData("payload check")]
    [InlineData("doctor")]
    [InlineData("credential")]
    [InlineData("pass")]
    [InlineData("pass sign")]
    [InlineData("pass verify")]
    [InlineData("package")]
    [InlineData("package website")]
    [InlineData("package verify")]
    [InlineData("channel")]
    [InlineData("channel create")]
    [InlineData("channel show")]
    [InlineData("channel list")]
    [InlineData("channel delete")]
    [InlineData("broadcast")]
    [InlineData("simulator")]
    public async Task Help_OfEveryCommand_DescribesEachOption(string command)
    {
        var arguments = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var result = await PushProcess.RunAsync(Path.GetTempPath(), [.. arguments, "--help"]);
        Assert.Equal(ExitCode.Finished, result.ExitCode);
        Assert.Empty(result.Error);
        Assert.Contains($"push {command}".TrimEnd(), result.Output, StringComparison.Ordinal);
        var options = result.Output.Split('\n').Where(line => line.StartsWith("  -", StringComparison.Ordinal));
        Assert.All(options, option => Assert.Matches(@"^  \S.*\S  +\S", option));
    }

    [Theory]
    [InlineData("")]
    [InlineData("campaign")]
    [InlineData("payload")]
    [InlineData("pass")]
    [InlineData("package")]
    public async Task Command_WithoutSubcommand_ShowsHelpAsAnError(string command)
    {
        var arguments = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var result = await PushProcess.RunAsync(Path.GetTempPath(), arguments);
        Assert.Equal(ExitCode.BadInput, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.Contains("Commands:", result.Error, StringComparison.Ordinal);
    }
}
