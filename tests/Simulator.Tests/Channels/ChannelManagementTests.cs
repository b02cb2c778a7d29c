using System.Net;
using System.Text;
using System.Text.Json;
using Push.Simulator.Channels;
using Push.Simulator.Tests.Fixtures;
using Push.Testing;

namespace Push.Simulator.Tests.Channels;

/// <summary>The management of broadcast channels, asked by HttpClient and curl.</summary>
public sealed class ChannelManagementTests : IAsyncLifetime
{
    private const string App = "com.example.app";
    private const string Channels = $"/1/apps/{App}/channels";
    private const string Right = """{"message-storage-policy":1,"push-type":"LiveActivity"}""";

    private readonly TestToken _token = new();
    private readonly TempFolder _folder = new();
    private ApnsSimulator _simulator = null!;
    private HttpClient _http = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _simulator = await Start.TokenAsync(o => o with { ChannelPort = 0, ProviderKey = _token.PublicPem });
        _http = Client(_simulator);
    }

    [Fact]
    public async Task Channel_IsMade_Shown_Listed_AndDeleted()
    {
        (HttpStatusCode created, _, HttpResponseMessage response) = await SendAsync("POST", Channels, body: Right);
        string id = response.Headers.GetValues("apns-channel-id").Single();
        (HttpStatusCode shown, JsonElement channel, _) = await SendAsync("GET", Channels, id);
        (HttpStatusCode listed, JsonElement all, _) = await SendAsync("GET", $"/1/apps/{App}/all-channels");
        (HttpStatusCode deleted, _, _) = await SendAsync("DELETE", Channels, id);
        (HttpStatusCode gone, JsonElement reason, _) = await SendAsync("GET", Channels, id);

        Assert.Equal(
            (HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.NoContent, HttpStatusCode.BadRequest),
            (created, shown, listed, deleted, gone));
        Assert.Equal(Right, channel.GetRawText());
        Assert.Equal(id, Assert.Single(all.GetProperty("channels").EnumerateArray()).GetString());
        Assert.Equal("ChannelNotRegistered", reason.GetProperty("reason").GetString());
        Assert.True(Guid.TryParse(response.Headers.GetValues("apns-request-id").Single(), out _));
    }

    [Theory]
    [InlineData("POST", Channels, null, "", "BadRequestPayload")]
    [InlineData("POST", Channels, null, "{", "BadRequestPayload")]
    [InlineData("POST", Channels, null, "[]", "BadRequestPayload")]
    [InlineData("POST", Channels, null, """{"push-type":"LiveActivity"}""", "BadRequestPayload")]
    [InlineData("POST", Channels, null, """{"message-storage-policy":2,"push-type":"LiveActivity"}""", "BadRequestPayload")]
    [InlineData("POST", Channels, null, """{"message-storage-policy":"1","push-type":"LiveActivity"}""", "BadRequestPayload")]
    [InlineData("POST", Channels, null, """{"message-storage-policy":0}""", "MissingPushType")]
    [InlineData("POST", Channels, null, """{"message-storage-policy":0,"push-type":"alert"}""", "InvalidPushType")]
    [InlineData("POST", "/1/apps/com.example app/channels", null, Right, "BadRequestParams")]
    [InlineData("GET", Channels, null, null, "MissingChannelId")]
    [InlineData("GET", Channels, "no base64!", null, "BadChannelId")]
    [InlineData("DELETE", Channels, "dHN0LXNyY2gtY2hubA==", null, "ChannelNotRegistered")]
    [InlineData("PUT", Channels, null, Right, "MethodNotAllowed")]
    [InlineData("DELETE", $"/1/apps/{App}/all-channels", null, null, "MethodNotAllowed")]
    [InlineData("GET", $"/2/apps/{App}/channels", null, null, "BadPath")]
    [InlineData("GET", "/1/apps//channels", null, null, "BadPath")]
    [InlineData("GET", "/", null, null, "BadPath")]
    public async Task Request_ThatIsWrong_IsRefused(string method, string path, string? channel, string? body, string reason)
    {
        (_, JsonElement answer, _) = await SendAsync(method, path, channel, body);

        Assert.Equal(reason, answer.GetProperty("reason").GetString());
        Assert.Empty(_simulator.Channels.Read(App));
    }

    [Fact]
    public async Task Request_WithoutToken_IsRefused()
    {
        using HttpClient http = Client(_simulator);
        using HttpRequestMessage request = Request("GET", $"/1/apps/{App}/all-channels");
        request.Headers.Remove("authorization");

        using HttpResponseMessage response = await http.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Contains("MissingProviderToken", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Certificate_ForAnotherApp_IsATopicMismatch()
    {
        using TestAuthority authority = new();
        using var certificate = authority.Client(new() { Uid = App, Topics = [App] });
        await using ApnsSimulator simulator = await Start.CertificateAsync(o => o with { ChannelPort = 0 });
        using HttpClient http = Client(simulator, certificate);

        using HttpResponseMessage own = await http.SendAsync(Request("GET", $"/1/apps/{App}/all-channels"), Cancellation);
        using HttpResponseMessage other = await http.SendAsync(Request("GET", "/1/apps/com.example.other/all-channels"), Cancellation);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Forbidden), (own.StatusCode, other.StatusCode));
        Assert.Contains("TopicMismatch", await other.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Channels_BeyondTheLimit_AreNotMade()
    {
        for (int i = 0; i < SimulatedChannels.MaxPerApp; i++)
            _simulator.Channels.Create(App);

        (HttpStatusCode status, JsonElement answer, _) = await SendAsync("POST", Channels, body: Right);
        (HttpStatusCode other, _, _) = await SendAsync("POST", "/1/apps/com.example.other/channels", body: Right);

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.Created), (status, other));
        Assert.Equal("CannotCreateChannelConfig", answer.GetProperty("reason").GetString());
    }

    [Fact]
    public async Task Fault_OfRejections_HitsManagementToo()
    {
        _simulator.Faults.Set(new() { Rejections = [new() { Reason = "Service Unavailable", Status = 503, RetryAfter = 3 }] });

        (HttpStatusCode status, JsonElement answer, HttpResponseMessage response) = await SendAsync("POST", Channels, body: Right);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "Service Unavailable"), (status, answer.GetProperty("reason").GetString()));
        Assert.Equal(TimeSpan.FromSeconds(3), response.Headers.RetryAfter!.Delta);
    }

    [Fact]
    public async Task Curl_ToApplesHost_MakesAChannel()
    {
        const string host = "api-manage-broadcast.push.apple.com";
        string output = await ExternalTool.RunAsync("curl", ["--http2", "--silent", "--show-error", "--cacert",
            _folder.Write("root.pem", _simulator.CertificatePem), "--connect-to", $"{host}:2196:127.0.0.1:{_simulator.ChannelPort}",
            "--data", Right, "--header", $"authorization: {_token.Authorization}", "--write-out", "%{http_code} %{http_version}",
            $"https://{host}:2196{Channels}"], cancellationToken: Cancellation);

        Assert.Equal("201 2", output);
        Assert.True(Assert.Single(_simulator.Channels.Read(App)).StoresMessages);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _simulator.DisposeAsync();
        _token.Dispose();
        _folder.Dispose();
    }

    private static HttpClient Client(
        ApnsSimulator simulator, System.Security.Cryptography.X509Certificates.X509Certificate2? certificate = null) =>
        new(new SocketsHttpHandler
        {
            SslOptions = new()
            {
                CertificateChainPolicy = PushClient.Trust(simulator),
                ClientCertificates = certificate is null ? null : [certificate],
            },
        })
        {
            BaseAddress = new Uri($"https://localhost:{simulator.ChannelPort}"),
        };

    private HttpRequestMessage Request(string method, string path)
    {
        HttpRequestMessage request = new(new HttpMethod(method), path)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Headers.TryAddWithoutValidation("authorization", _token.Authorization);
        return request;
    }

    private async Task<(HttpStatusCode Status, JsonElement Body, HttpResponseMessage Response)> SendAsync(
        string method, string path, string? channel = null, string? body = null)
    {
        using HttpRequestMessage request = Request(method, path);
        if (channel is not null)
            request.Headers.TryAddWithoutValidation("apns-channel-id", channel);
        if (body is not null)
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        HttpResponseMessage response = await _http.SendAsync(request, Cancellation);
        byte[] text = await response.Content.ReadAsByteArrayAsync(Cancellation);
        return (response.StatusCode, text.Length == 0 ? default : JsonElement.Parse(text), response);
    }
}
