using System.Globalization;
using System.Text.RegularExpressions;
using Push.Simulator.Tests.Fixtures;
using Push.Testing;

namespace Push.Simulator.Tests.Clients;

/// <summary>curl, nghttp and h2load.</summary>
public sealed partial class CommandLineClientTests(OpenSimulator open) : IDisposable
{
    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData("localhost", PushClient.Token, "200", "")]
    [InlineData("127.0.0.1", PushClient.Token, "200", "")]
    [InlineData("api.push.apple.com", PushClient.Token, "200", "")]
    [InlineData("api.sandbox.push.apple.com", PushClient.Token, "200", "")]
    [InlineData("localhost", "badd", "400", """{"reason":"BadDeviceToken"}""")]
    public async Task Curl_OverEachName_SendsAndVerifiesTheCertificate(string host, string token, string status, string body)
    {
        int port = open.Simulator.Port;

        string output = await RunAsync("curl", "--http2", "--silent", "--show-error", "--cacert", Root(),
            "--connect-to", $"{host}:{port}:127.0.0.1:{port}", "--data", "{}", "--header", "apns-topic: com.example.app",
            "--write-out", "|%{http_code}|%{http_version}", $"https://{host}:{port}/3/device/{token}");

        Assert.Equal($"{body}|{status}|2", output);
    }

    [Fact]
    public async Task Curl_ToANameGivenByOption_VerifiesTheCertificate()
    {
        await using ApnsSimulator simulator = await Start.OpenAsync(o => o with { HostNames = ["push.example.test", "192.0.2.7"] });
        string root = _folder.Write("named.pem", simulator.CertificatePem);

        foreach (string host in new[] { "push.example.test", "192.0.2.7" })
        {
            string output = await RunAsync("curl", "--http2", "--silent", "--show-error", "--cacert", root,
                "--connect-to", $"{host}:{simulator.Port}:127.0.0.1:{simulator.Port}", "--data", "{}",
                "--header", "apns-topic: com.example.app", "--write-out", "%{http_code}",
                $"https://{host}:{simulator.Port}/3/device/aa");
            Assert.Equal("200", output);
        }
    }

    [Fact]
    public async Task Nghttp_WithPadding_IsAnswered()
    {
        string output = await NghttpAsync("--padding=100");

        Assert.Contains(":status: 200", output, StringComparison.Ordinal);
        Assert.Contains("SETTINGS_MAX_HEADER_LIST_SIZE(0x06):8000", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nghttp_WithALargerHeaderListThanAllowed_IsReset()
    {
        string output = await NghttpAsync("--continuation");

        Assert.Contains("error_code=ENHANCE_YOUR_CALM", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task H2load_OnTwoConnections_HasEveryRequestAnswered()
    {
        await using ApnsSimulator simulator = await Start.OpenAsync();
        string body = _folder.Write("body.json", """{"aps":{"alert":"Hello"}}""");

        string output = await RunAsync("h2load", "-n", "20000", "-c", "2", "-m", "500", "--data", body,
            "--header", "apns-topic: com.example.app", $"https://127.0.0.1:{simulator.Port}/3/device/{PushClient.Token}");

        Assert.Equal("20000", Succeeded().Match(output).Groups[1].Value);
        SimulatorStats stats = simulator.Stats;
        Assert.Equal((20_000, 19_999, 0), (stats.Answers.Accepted, stats.Answers.DuplicateDeliveries, stats.Answers.DuplicateIds));
        Assert.Equal((2, 500), (stats.Connections, stats.MostStreams));
    }

    public void Dispose() => _folder.Dispose();

    [GeneratedRegex(@"(\d+) succeeded")]
    private static partial Regex Succeeded();

    private static Task<string> RunAsync(string program, params string[] arguments) =>
        ExternalTool.RunAsync(program, arguments, cancellationToken: TestContext.Current.CancellationToken);

    private Task<string> NghttpAsync(string option) => RunAsync(
        "nghttp", "--verbose", "--no-dep", option, "--data", _folder.Write("body.json", "{}"), "--header", "apns-topic: com.example.app",
        $"https://localhost:{open.Simulator.Port}/3/device/{PushClient.Token}");

    private string Root() => _folder.Write(
        string.Create(CultureInfo.InvariantCulture, $"{open.Simulator.Port}.pem"), open.Simulator.CertificatePem);
}
