using Push.Simulator.Tests.Fixtures;
using Push.Testing;

namespace Push.Simulator.Tests.Clients;

/// <summary>Clients from npm, unmodified, and Node's own HTTP/2.</summary>
public sealed class NodeClientTests : IDisposable
{
    private const string Good = "00fc13adff785122b4ad28809a3420982341241421348097878e577c991de8f0";
    private const string Dead = "dead13adff785122b4ad28809a3420982341241421348097878e577c991de8f0";
    private const string Bad = "badd13adff785122b4ad28809a3420982341241421348097878e577c991de8f0";

    private readonly TempFolder _folder = new();
    private readonly string _key = TestKeys.NewP8();

    [Fact]
    public async Task NodeApn_WithAToken_SendsAndUnderstandsRefusals()
    {
        await using ApnsSimulator simulator = await TokenAsync();

        Dictionary<string, string> answers = await RunAsync("node-apn.cjs", simulator);

        AssertAnswers(answers);
        Assert.Equal(2, simulator.Stats.Answers.Rejected);
    }

    [Fact]
    public async Task NodeApn_WithACertificate_SendsAndUnderstandsRefusals()
    {
        using TestAuthority authority = new();
        string certificate = _folder.Write("client.p12", authority.ClientP12(new TestClientCertificate(), "secret"));
        await using ApnsSimulator simulator = await Start.CertificateAsync();

        Dictionary<string, string> answers = await RunAsync(
            "node-apn.cjs", simulator, more: [("PUSH_CERTIFICATE", certificate), ("PUSH_PASSPHRASE", "secret")]);

        AssertAnswers(answers);
    }

    [Fact]
    public async Task Apns2_SentToApplesHost_SendsAndUnderstandsRefusals()
    {
        await using ApnsSimulator simulator = await TokenAsync();

        Dictionary<string, string> answers = await RunAsync("apns2.mjs", simulator, "./to-simulator.mjs");

        AssertAnswers(answers);
    }

    [Fact]
    public async Task NodesHttp2_ManyAtOnce_IsAnswered()
    {
        await using ApnsSimulator simulator = await Start.OpenAsync(o => o with { Streams = 100 });
        string[] tokens = [.. Enumerable.Range(0, 500).Select(i => Convert.ToHexStringLower(SimulatedTokens.Good(1, i)))];

        Dictionary<string, string> answers = await RunAsync("http2.mjs", simulator, more: [("PUSH_TOKENS", string.Join(',', tokens))]);

        Assert.Equal(500, answers.Count(a => a.Value == "accepted"));
        Assert.Equal((500, 0), (simulator.Stats.Answers.Accepted, simulator.Stats.Answers.DuplicateDeliveries));
    }

    public void Dispose() => _folder.Dispose();

    private static void AssertAnswers(Dictionary<string, string> answers) => Assert.Equal(
        new Dictionary<string, string> { [Good] = "accepted", [Dead] = "410 Unregistered", [Bad] = "400 BadDeviceToken" }, answers);

    private Task<ApnsSimulator> TokenAsync() => Start.TokenAsync(o => o with { ProviderKey = TestKeys.PublicPem(_key) });

    private Task<Dictionary<string, string>> RunAsync(
        string script, ApnsSimulator simulator, string? import = null, params (string Name, string Value)[] more)
    {
        string root = _folder.Write("root.pem", simulator.CertificatePem);
        Dictionary<string, string> environment = new()
        {
            ["PUSH_PORT"] = simulator.Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["PUSH_ROOT"] = root,
            ["PUSH_KEY"] = _folder.Write("key.p8", _key),
            ["PUSH_KEY_ID"] = TestKeys.KeyId,
            ["PUSH_TEAM_ID"] = TestKeys.TeamId,
            ["PUSH_TOPIC"] = "com.example.app",
            ["PUSH_TOKENS"] = string.Join(',', Good, Dead, Bad),
            ["NODE_EXTRA_CA_CERTS"] = root,
        };
        foreach ((string name, string value) in more)
            environment[name] = value;
        return NodeClient.RunAsync(script, environment, import, TestContext.Current.CancellationToken);
    }
}
