using System.Net;
using System.Net.Sockets;
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
        Configure($""" "Port": {_server.Port}, "ChannelPort": {_server.Port} """);
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
        var late = await RunAsync("broadcast", "--app", "shop", "--channel", id, "--payload", "score.json");
        Assert.Equal(ExitCode.Incomplete, late.ExitCode);
        Assert.Contains("There is no such channel of this app in this environment.", late.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Broadcast_WithHostAndPort_GoesThereAndNotToTheConfiguredPlace()
    {
        _server.Channels["dHN0"] = 0;
        Configure(""" "Port": 1, "BroadcastHost": "127.0.0.1", "BroadcastPort": 1 """);
        var result = await RunAsync(
            "broadcast", "--app", "shop", "--channel", "dHN0", "--payload", "score.json",
            "--host", "localhost", "--port", $"{_server.Port}");
        Assert.Equal((ExitCode.Finished, ""), (result.ExitCode, result.Error));
        Assert.Single(_server.Requests);
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
    [InlineData("channel", "list")]
    [InlineData("broadcast", "--channel", "dHN0", "--payload", "score.json")]
    public async Task Place_InNoProxy_IsConnectedToDirectly(params string[] arguments)
    {
        _server.Channels["dHN0"] = 0;
        Configure($""" "Port": 1, "ChannelPort": {_server.Port}, "BroadcastPort": {_server.Port} """, """ "Proxy": "http://127.0.0.1:1", """);
        await using var push = PushProcess.Start(
            _folder.Path, [.. arguments, "--app", "shop"], variable: ("NO_PROXY", $"localhost:{_server.Port}"));
        var result = await push.EndAsync();
        Assert.Equal((ExitCode.Finished, ""), (result.ExitCode, result.Error));
        Assert.Single(_server.Requests);
    }

    [Fact]
    public async Task Channel_WhenOnlyAnotherPlaceIsInNoProxy_GoesThroughTheProxy()
    {
        using var proxy = new TcpListener(IPAddress.Loopback, 0);
        proxy.Start();
        var asked = AskedAsync(proxy);
        Configure(""" "Port": 1 """, $""" "Proxy": "http://{proxy.LocalEndpoint}", """);
        await using var push = PushProcess.Start(
            _folder.Path,
            ["channel", "list", "--app", "shop", "--environment", "sandbox", "--channel-host", "localhost"],
            variable: ("NO_PROXY", "localhost:443"));
        Assert.Equal(ExitCode.Unreachable, (await push.EndAsync()).ExitCode);
        proxy.Stop();
        Assert.Equal("CONNECT localhost:2195 HTTP/1.1", await asked);
    }

    [Theory]
    [InlineData("\"abc\"")]
    [InlineData("0")]
    [InlineData("65536")]
    public async Task Broadcast_PortThatIsNone_IsRefused(string port)
    {
        Configure($""" "Port": 1, "BroadcastPort": {port} """);
        var result = await RunAsync("broadcast", "--app", "shop", "--channel", "dHN0", "--payload", "score.json");
        Assert.Equal(
            (ExitCode.BadInput, "push: Push:Apps:shop:BroadcastPort: is 1 to 65535\n"), (result.ExitCode, result.Error));
    }

    [Fact]
    public async Task Broadcast_Interrupted_HasTheExitCodeOfThat()
    {
        var (arrived, mayAnswer) = (new TaskCompletionSource(), new TaskCompletionSource());
        _server.Refuse = _ =>
        {
            arrived.SetResult();
            mayAnswer.Task.Wait(TestContext.Current.CancellationToken);
            return null;
        };
        await using var push = PushProcess.Start(
            _folder.Path, ["broadcast", "--app", "shop", "--channel", "dHN0", "--payload", "score.json", "--json"]);
        await arrived.Task.WaitAsync(TestContext.Current.CancellationToken);
        push.Signal("INT");
        var result = await push.EndAsync();
        mayAnswer.SetResult();
        Assert.Equal((ExitCode.Interrupted, "unknown"), (result.ExitCode, result.Json().GetProperty("outcome").GetString()));
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

    private static async Task<string?> AskedAsync(TcpListener proxy)
    {
        using var asker = await proxy.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        using var reader = new StreamReader(asker.GetStream());
        var asked = await reader.ReadLineAsync(TestContext.Current.CancellationToken);
        while (await reader.ReadLineAsync(TestContext.Current.CancellationToken) is { Length: > 0 })
        {
        }

        await asker.GetStream().WriteAsync("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        return asked;
    }

    private void Configure(string ports, string settings = "") => _folder.Write("push.json", $$$"""
        {"Push":{ {{{settings}}} "Apps":{"shop":{
            "Topic": "com.example.shop", "Environment": "simulator", {{{ports}}},
            "KeyFile": "AuthKey_{{{TestKeys.KeyId}}}.p8", "TeamId": "{{{TestKeys.TeamId}}}", "RootCertificateFile": "root.pem"
        }}
        }}
        """);

    private Task<PushResult> RunAsync(params string[] arguments) => PushProcess.RunAsync(_folder.Path, arguments);
}
