using System.Text;
using System.Text.Json;
using Push.Cli.CommandLine;
using Push.Cli.Processes;
using Push.Simulator;
using Push.Testing;

namespace Push.Cli.Sending;

/// <summary><c>push send</c> against the simulated APNs.</summary>
public sealed class SendTests : IAsyncLifetime
{
    private const string Topic = "com.example.app";
    private const string GoodToken = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

    private readonly TempFolder _folder = new();
    private ApnsSimulator _simulator = null!;
    private string _key = null!;
    private int _port;

    public async ValueTask InitializeAsync()
    {
        _key = TestKeys.WriteP8(_folder);
        var options = new SimulatorOptions { ControlPort = null, ProviderKey = TestKeys.PublicPem(File.ReadAllText(_key)) };
        _simulator = await ApnsSimulator.StartAsync(options, TestContext.Current.CancellationToken);
        _port = _simulator.Port;
        _folder.Write("root.pem", _simulator.CertificatePem);
    }

    public async ValueTask DisposeAsync()
    {
        await _simulator.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Send_TitleAndBody_ArrivesAsAnAlert()
    {
        var result = await SendAsync("--token", GoodToken, "--title", "Grüße", "--body", "World", "--collapse-id", "c", "--expiration", "0");
        Assert.Equal(ExitCode.Finished, result.ExitCode);
        Assert.Contains("accepted", result.Output, StringComparison.Ordinal);
        var received = Assert.Single(_simulator.Notifications);
        Assert.Equal("""{"aps":{"alert":{"title":"Grüße","body":"World"}}}""", Encoding.UTF8.GetString(received.Body.Span));
        Assert.Equal("alert", received.Header("apns-push-type"));
        Assert.Equal("0", received.Header("apns-expiration"));
        Assert.Equal("c", received.Header("apns-collapse-id"));
    }

    [Fact]
    public async Task Send_PayloadFromStandardInput_IsSentAsItStands()
    {
        const string Payload = """{ "aps": {"content-available": 1} }""";
        var id = Guid.NewGuid().ToString();
        var result = await SendAsync(["--token", GoodToken, "--payload", "-", "--id", id, "--json"], Payload + "\n");
        Assert.Equal(ExitCode.Finished, result.ExitCode);
        Assert.Equal(id, result.Json().GetProperty("apnsId").GetString());
        var received = Assert.Single(_simulator.Notifications);
        Assert.Equal(Payload, Encoding.UTF8.GetString(received.Body.Span));
        Assert.Equal("background", received.Header("apns-push-type"));
        Assert.Equal("5", received.Header("apns-priority"));
    }

    [Fact]
    public async Task Send_AlertInOptions_IsBuiltOfThem()
    {
        var result = await SendAsync(
            "--token", GoodToken, "--title", "T", "--subtitle", "S", "--badge", "0", "--sound", "default", "--thread-id", "t",
            "--category", "c", "--interruption-level", "passive", "--mutable-content", "--custom", """{"für":[1]}""");
        Assert.Equal(ExitCode.Finished, result.ExitCode);
        Assert.Equal(
            """
            {"aps":{"alert":{"title":"T","subtitle":"S"},"badge":0,"sound":"default","thread-id":"t","category":"c",
            "mutable-content":1,"interruption-level":"passive"},"für":[1]}
            """.ReplaceLineEndings(""),
            Encoding.UTF8.GetString(Assert.Single(_simulator.Notifications).Body.Span));
    }

    [Theory]
    [InlineData("background", """{"aps":{"content-available":1}}""", "")]
    [InlineData("widgets", """{"aps":{"content-changed":true}}""", ".push-type.widgets")]
    [InlineData("location", """{"aps":{}}""", ".location-query")]
    public async Task Send_PushTypeThatSaysNothingMore_NeedsNoPayload(string type, string payload, string suffix)
    {
        var result = await SendAsync("--token", GoodToken, "--push-type", type);
        Assert.Equal(ExitCode.Finished, result.ExitCode);
        var received = Assert.Single(_simulator.Notifications);
        Assert.Equal(payload, Encoding.UTF8.GetString(received.Body.Span));
        Assert.EndsWith(suffix, received.Header("apns-topic"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_BadDeviceToken_SaysThatItMayBelongToTheOtherEnvironment()
    {
        var result = await SendAsync("--token", "badd" + GoodToken[4..], "--body", "x");
        Assert.Equal(ExitCode.Incomplete, result.ExitCode);
        Assert.Contains("400 BadDeviceToken", result.Output, StringComparison.Ordinal);
        Assert.Contains("other environment", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_DeadToken_SaysSinceWhen()
    {
        var result = await SendAsync("--token", "dead" + GoodToken[4..], "--body", "x", "--json");
        Assert.Equal(ExitCode.Incomplete, result.ExitCode);
        Assert.Equal("Unregistered", result.Json().GetProperty("reason").GetString());
        Assert.True(result.Json().TryGetProperty("invalidSince", out _));
    }

    [Fact]
    public async Task Send_KeyThatAppleDoesNotKnow_EndsWith3()
    {
        var other = TestKeys.WriteP8(_folder, "ZZZ123DEFG");
        var result = await PushProcess.RunAsync(_folder.Path, [.. Arguments(other), "--token", GoodToken, "--body", "x", "--json"]);
        Assert.Equal(ExitCode.Unreachable, result.ExitCode);
        Assert.Equal("InvalidProviderToken", result.Json().GetProperty("reason").GetString());
    }

    [Fact]
    public async Task Send_NobodyListens_EndsWith3()
    {
        await _simulator.DisposeAsync();
        var result = await SendAsync("--token", GoodToken, "--body", "x");
        Assert.Equal(ExitCode.Unreachable, result.ExitCode);
        Assert.Contains($"localhost port {_port} refused", result.Error, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    [Fact]
    public async Task Send_AppOfTheConfiguration_NeedsNoOtherOptions()
    {
        _folder.Write("push.json", JsonSerializer.Serialize(new
        {
            Push = new
            {
                Apps = new
                {
                    shop = new
                    {
                        Topic,
                        Environment = "simulator",
                        Port = _port,
                        KeyFile = _key,
                        TestKeys.TeamId,
                        RootCertificateFile = "root.pem",
                    },
                },
            },
        }));
        var result = await PushProcess.RunAsync(_folder.Path, ["send", "--app", "shop", "--token", GoodToken, "--body", "x"]);
        Assert.Equal("", result.Error);
        Assert.Equal(ExitCode.Finished, result.ExitCode);
    }

    [Fact]
    public async Task Doctor_GoodCredential_PassesEveryStage()
    {
        var result = await PushProcess.RunAsync(_folder.Path, ["doctor", .. Arguments(_key)[1..], "--json"]);
        Assert.Equal(ExitCode.Finished, result.ExitCode);
        Assert.True(result.Json().GetProperty("healthy").GetBoolean());
        var stages = result.Json().GetProperty("stages").EnumerateArray().Select(stage => stage.GetProperty("name").GetString()).ToList();
        Assert.Equal(["DNS", "TCP", "TLS", "certificate", "ALPN", "SETTINGS", "round trip", "credential"], stages.Distinct());
    }

    [Fact]
    public async Task Doctor_WrongCredential_FailsAtTheCredential()
    {
        var other = TestKeys.WriteP8(_folder, "ZZZ123DEFG");
        var result = await PushProcess.RunAsync(_folder.Path, ["doctor", .. Arguments(other)[1..], "--json"]);
        Assert.Equal(ExitCode.Unreachable, result.ExitCode);
        var failed = result.Json().GetProperty("stages").EnumerateArray().Single(stage => !stage.GetProperty("passed").GetBoolean());
        Assert.Equal("credential", failed.GetProperty("name").GetString());
        Assert.Contains("403 InvalidProviderToken", failed.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_RootNotTrusted_FailsAtTls()
    {
        string[] arguments = ["doctor", "--environment", "simulator", "--port", $"{_port}", "--topic", Topic];
        var result = await PushProcess.RunAsync(_folder.Path, arguments);
        Assert.Equal(ExitCode.Unreachable, result.ExitCode);
        Assert.Matches("failed +TLS", result.Output);
    }

    private Task<PushResult> SendAsync(params string[] arguments) => SendAsync(arguments, null);

    private Task<PushResult> SendAsync(string[] arguments, string? input) =>
        PushProcess.RunAsync(_folder.Path, [.. Arguments(_key), .. arguments], input);

    private string[] Arguments(string key) =>
    [
        "send", "--environment", "simulator", "--port", $"{_port}", "--root-certificate", "root.pem",
        "--topic", Topic, "--key", key, "--team-id", TestKeys.TeamId,
    ];
}
