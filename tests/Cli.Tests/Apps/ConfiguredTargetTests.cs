using Push.Cli.CommandLine;
using Push.Cli.Processes;
using Push.Testing;

namespace Push.Cli.Apps;

/// <summary>What <c>send</c> and <c>doctor</c> take from a configuration file, and what they say of a wrong one.</summary>
public sealed class ConfiguredTargetTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public ConfiguredTargetTests() => TestKeys.WriteP8(_folder);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("send")]
    [InlineData("doctor")]
    public async Task App_MisspeltSetting_IsRefused(string command)
    {
        Configure($$"""{{Shop}}, "Topc": "x" """);
        await RefusesAsync(command, "Push:Apps:shop:Topc", "there is no such setting");
    }

    [Fact]
    public async Task App_WithoutSettings_IsAskedForThem()
    {
        Configure("");
        await RefusesAsync("doctor", "Push:Apps:shop:KeyFile", "a credential is needed");
    }

    [Theory]
    [InlineData("\"abc\"")]
    [InlineData("0")]
    [InlineData("65536")]
    public async Task App_PortThatIsNone_IsSaidInTheSameWords(string port)
    {
        Configure($$"""{{Shop}}, "Port": {{port}}""");
        await RefusesAsync("doctor", "Push:Apps:shop:Port", "is 1 to 65535");
        var campaign = await PushProcess.RunAsync(_folder.Path,
            ["campaign", "start", "--app", "shop", "--tokens", _folder.Write("t.txt", "aa\n"), "--payload", _folder.Write("p.json", "{\"aps\":{\"alert\":\"x\"}}")]);
        Assert.Contains("push: Push:Apps:shop:Port: is 1 to 65535", campaign.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task App_AtAnotherEnvironment_LeavesThePlaceOfItsOwnBehind()
    {
        Configure($$"""{{Shop}}, "Environment": "production", "Port": 1, "Host": "127.0.0.1", "RootCertificateFile": "none.pem" """);
        await RefusesAsync("doctor", "--port", "is needed with the environment simulator", "--environment", "simulator");
    }

    [Fact]
    public async Task Config_InAnotherFolder_HasItsPathsThere()
    {
        await using var app = await ConfiguredApp.StartAsync();
        var inside = Directory.CreateDirectory(app.Folder["inside"]).FullName;
        var result = await PushProcess.RunAsync(inside, ["doctor", "--app", ConfiguredApp.Name, "--config", "../push.json"]);
        Assert.Equal((ExitCode.Finished, ""), (result.ExitCode, result.Error));
    }

    [Fact]
    public async Task Config_NoJson_NamesFileLineAndColumn()
    {
        _folder.Write("push.json", "{\n  \"Push\": {\n    \"Apps\" {}\n  }\n}");
        var result = await PushProcess.RunAsync(_folder.Path, ["doctor", "--app", "shop"]);
        Assert.Equal(ExitCode.BadInput, result.ExitCode);
        Assert.Contains("push.json: is no JSON at line 3, column 12", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("none.p8", "there is no such file")]
    [InlineData(".", "it is a folder")]
    public async Task Key_Unreadable_SaysWhyAndNotThatItsNameIsWrong(string file, string why)
    {
        var result = await PushProcess.RunAsync(
            _folder.Path, ["doctor", "--environment", "sandbox", "--topic", "t", "--key", file, "--team-id", TestKeys.TeamId]);
        Assert.Equal(ExitCode.BadInput, result.ExitCode);
        Assert.Contains($"push: --key: {file}: the file can't be read: {why}.", result.Error, StringComparison.Ordinal);
    }

    private static string Shop => $"\"Topic\": \"com.example.shop\", \"KeyFile\": \"AuthKey_{TestKeys.KeyId}.p8\", \"TeamId\": \"{TestKeys.TeamId}\"";

    private void Configure(string shop) => _folder.Write("push.json", "{\"Push\":{\"Apps\":{\"shop\":{" + shop + "}}}}");

    private async Task RefusesAsync(string command, string field, string rule, params string[] more)
    {
        string[] send = command == "send" ? ["--token", "aa", "--body", "x"] : [];
        var result = await PushProcess.RunAsync(_folder.Path, [command, "--app", "shop", .. send, .. more]);
        Assert.Equal(ExitCode.BadInput, result.ExitCode);
        Assert.Contains($"push: {field}: {rule}", result.Error, StringComparison.Ordinal);
    }
}
