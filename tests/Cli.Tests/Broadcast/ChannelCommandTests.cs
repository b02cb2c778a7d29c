using Push.Cli.CommandLine;
using Push.Cli.Processes;
using Push.Simulator;
using Push.Testing;

namespace Push.Cli.Broadcast;

/// <summary><c>push channel</c> and <c>push broadcast</c> against a server that restates Apple's pages.</summary>
public sealed class ChannelCommandTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private ChannelServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await ChannelServer.StartAsync();
        TestKeys.WriteP8(_folder);
        _folder.Write("root.pem", _server.Root.ExportCertificatePem());
        _folder.Write("score.json", """{"aps":{"timestamp":1700000000,"event":"update","content-state":{"home":1}}}""");
        _folder.Write("push.json", $$$"""
            {"Push":{"Apps":{"shop":{
                "Topic": "com.example.shop", "Environment": "simulator", "Port": {{{_server.Port}}}, "ChannelPort": {{{_server.Port}}},
                "KeyFile": "AuthKey_{{{TestKeys.KeyId}}}.p8", "TeamId": "{{{TestKeys.TeamId}}}", "RootCertificateFile": "root.pem"
            }}
            }}
            """);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Channel_FromBeginningToEnd_IsMadeShownListedPublishedToAndDeleted()
    {
        var made = await RunAsync("channel", "create", "--app", "shop", "--storage", "none", "--json");
        Assert.Equal((ExitCode.Finished, ""), (made.ExitCode, made.Error));
        var id = made.Json().GetProperty("channelId").GetString()!;
        Assert.Equal(0, _server.Channels[id]);

        Assert.Equal("none", (await RunAsync("channel", "show", id, "--app", "shop", "--json")).Json().GetProperty("storage").GetString());
        Assert.Equal($"{id}\n1 of 10,000 channels\n", (await RunAsync("channel", "list", "--app", "shop")).Output);

        var published = await RunAsync("broadcast", "--app", "shop", "--channel", id, "--payload", "score.json", "--expiration", "+1h", "--json");
        Assert.Equal((ExitCode.Finished, "accepted"), (published.ExitCode, published.Json().GetProperty("outcome").GetString()));

        Assert.Equal(ExitCode.Finished, (await RunAsync("channel", "delete", id, "--app", "shop")).ExitCode);
        var gone = await RunAsync("channel", "show", id, "--app", "shop");
        Assert.Equal(ExitCode.Incomplete, gone.ExitCode);
        Assert.Contains("ChannelNotRegistered", gone.Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Incomplete, (await RunAsync("broadcast", "--app", "shop", "--channel", id, "--payload", "score.json")).ExitCode);
    }

    [Fact]
    public async Task Channel_AtTheSimulator_NeedsNoApp()
    {
        await using var apns = await ApnsSimulator.StartAsync(
            new SimulatorOptions { ControlPort = null, ChannelPort = 0 }, TestContext.Current.CancellationToken);
        _folder.Write("simulator.pem", apns.CertificatePem);
        string[] place = ["--environment", "simulator", "--topic", "com.example.shop", "--root-certificate", "simulator.pem"];
        var made = await RunAsync(["channel", "create", "--channel-port", $"{apns.ChannelPort}", .. place, "--json"]);
        var id = made.Json().GetProperty("channelId").GetString()!;
        var published = await RunAsync(["broadcast", "--channel", id, "--payload", "score.json", "--port", $"{apns.Port}", .. place]);
        Assert.Equal((ExitCode.Finished, ""), (published.ExitCode, published.Error));
        Assert.Equal((id, 1L), apns.Channels.Read("com.example.shop").Select(channel => (channel.Id, channel.Published)).Single());
    }

    [Theory]
    [InlineData("--channel-port: is needed", "channel", "list", "--environment", "simulator", "--topic", "com.example.shop")]
    [InlineData("--storage: must be none or most-recent", "channel", "create", "--app", "shop", "--storage", "all")]
    [InlineData("--topic: has letters", "channel", "list", "--app", "shop", "--topic", "a/b")]
    [InlineData("--priority: must be 10 or 5", "broadcast", "--app", "shop", "--channel", "x", "--payload", "score.json", "--priority", "1")]
    [InlineData("--expiration: must be 0", "broadcast", "--app", "shop", "--channel", "x", "--payload", "score.json", "--expiration", "soon")]
    public async Task Command_BadInput_NamesFieldAndRule(string problem, params string[] arguments)
    {
        var result = await RunAsync(arguments);
        Assert.Equal(ExitCode.BadInput, result.ExitCode);
        Assert.Contains($"push: {problem}", result.Error, StringComparison.Ordinal);
        Assert.Empty(_server.Requests);
    }

    [Fact]
    public async Task Channel_CredentialRefused_HasAnExitCodeOfItsOwn()
    {
        _server.Refuse = _ => (403, "InvalidProviderToken");
        Assert.Equal(ExitCode.Unreachable, (await RunAsync("channel", "list", "--app", "shop")).ExitCode);
    }

    private Task<PushResult> RunAsync(params string[] arguments) => PushProcess.RunAsync(_folder.Path, arguments);
}
