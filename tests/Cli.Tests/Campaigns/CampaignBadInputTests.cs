using Push.Cli.CommandLine;
using Push.Cli.Processes;
using Push.Testing;

namespace Push.Cli.Campaigns;

/// <summary>Input that <c>push campaign</c> refuses before anything is sent: exit code 2, the field and the rule.</summary>
public sealed class CampaignBadInputTests
{
    [Theory]
    [InlineData("start --app shop --payload sale.json", "--tokens", "is needed")]
    [InlineData("start --app shop --tokens tokens.txt", "--payload", "is needed")]
    [InlineData("start --app shop --payload sale.json --tokens none.txt", "--tokens", "no file none.txt")]
    [InlineData("start --app shop --payload sale.json --tokens empty.txt", "empty.txt", "is empty")]
    [InlineData("start --app shop --payload sale.json --tokens words.txt", "words.txt", "no device token; 2 bad lines")]
    [InlineData("start --app shop --payload none.json --tokens tokens.txt", "--payload", "no file none.json")]
    [InlineData("start --app shop --payload words.txt --tokens tokens.txt", "--payload", "well-formed JSON")]
    [InlineData("start --app shop --payload sale.json --tokens tokens.txt --variant de", "--variant", "must be LANGUAGE=FILE")]
    [InlineData("start --app shop --payload sale.json --tokens tokens.txt --variant de=none.json", "--variant", "no file none.json")]
    [InlineData("start --app shop --payload sale.json --tokens tokens.txt --variant de=words.txt", "--variant", "variant de, position 0: must be well-formed")]
    [InlineData("start --app shop --payload - --tokens -", "--tokens", "can't be both")]
    [InlineData("start --app shop --payload sale.json --tokens tokens.txt --all-devices", "--tokens", "together with --all-devices")]
    [InlineData("start --app shop --payload sale.json --tokens tokens.txt --list vips", "--tokens", "together with --list")]
    [InlineData("start --app shop --payload sale.json --all-devices --list vips", "--list", "together with --all-devices")]
    [InlineData("start --app shop --payload sale.json --list a/b", "--list", "A list name has")]
    [InlineData("start --app shop --payload sale.json --all-devices --id a/b", "--id", "A campaign id has")]
    [InlineData("start --app hotel --payload sale.json --tokens tokens.txt", "--app", "there are: shop")]
    [InlineData("start --app shop --payload sale.json --tokens tokens.txt --config none.json", "--config", "no file none.json")]
    [InlineData("start --app shop --payload sale.json --tokens tokens.txt --config words.txt", "/", "words.txt: is no JSON at line 1, column 1")]
    [InlineData("start --app shop --payload sale.json --tokens tokens.txt --config broken.json", "Push:Apps:shop", "KeyFile")]
    [InlineData("start --app shop --payload sale.json --tokens tokens.txt --data sale.json", "--data", "sale.json")]
    [InlineData("start --app shop --payload sale.json --tokens tokens.txt --cluster here:there", "--cluster", "HOST:PORT")]
    [InlineData("status --data none", "--data", "no campaigns")]
    public async Task Campaign_BadInput_NamesFieldAndRule(string arguments, string field, string rule)
    {
        await using var app = await ConfiguredApp.StartAsync();
        app.WriteTokens(good: 3);
        app.Folder.Write("empty.txt", "");
        app.Folder.Write("words.txt", "hello\nworld\n");
        app.Folder.Write("broken.json", """{"Push":{"Apps":{"shop":{"CertificateFile":"none.p12"}}}}""");
        var result = await app.CampaignAsync(arguments.Split(' '));
        Assert.Equal(ExitCode.BadInput, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.Contains(
            result.Error.Split('\n'),
            line => line.StartsWith($"push: {field}", StringComparison.Ordinal) && line.Contains(rule, StringComparison.Ordinal));
        Assert.Equal(0, app.Simulator.Stats.Answers.Accepted);
    }

    [Fact]
    public async Task Campaign_DataFolderHeldByAnother_SaysSo()
    {
        await using var app = await ConfiguredApp.StartAsync(TimeSpan.FromSeconds(1));
        await using var holder = app.Start(app.WriteTokens(good: 20_000));
        await app.AcceptedAsync(1);
        var second = await app.CampaignAsync("status", "--data", app.Data);
        Assert.Equal(ExitCode.BadInput, second.ExitCode);
        Assert.Contains($"push: --data: The data folder '{app.Data}' is in use: process ", second.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Campaign_NoSiloAtTheAddress_EndsWith3()
    {
        using var folder = new TempFolder();
        var result = await PushProcess.RunAsync(folder.Path, ["campaign", "list", "--cluster", "127.0.0.1:1"]);
        Assert.Equal(ExitCode.Unreachable, result.ExitCode);
        Assert.Contains("no silo answers at 127.0.0.1:1", result.Error, StringComparison.Ordinal);
    }
}
