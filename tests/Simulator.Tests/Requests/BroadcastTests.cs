using System.Text;
using Push.Simulator.Tests.Fixtures;

namespace Push.Simulator.Tests.Requests;

/// <summary>Messages to broadcast channels: right, and with each header wrong.</summary>
public sealed class BroadcastTests : IAsyncLifetime
{
    private const string App = "com.example.app";
    private const string Path = "/4/broadcasts/apps/" + App;

    private ApnsSimulator _simulator = null!;
    private PushClient _client = null!;
    private string _channel = "";

    public async ValueTask InitializeAsync()
    {
        _simulator = await Start.OpenAsync();
        _client = new PushClient(_simulator);
        _channel = _simulator.Channels.Create(App)!;
    }

    [Fact]
    public async Task Message_ToAChannel_IsCounted()
    {
        PushAnswer answer = await SendAsync();
        PushAnswer capital = await SendAsync(PushClient.Header("apns-push-type", "LiveActivity"));

        Assert.Equal((200, 200), (answer.Status, capital.Status));
        Assert.Equal(2, Assert.Single(_simulator.Channels.Read(App)).Published);
        Assert.Equal((2, 0), (_simulator.Stats.Answers.Accepted, _simulator.Stats.Answers.DuplicateDeliveries));
    }

    [Theory]
    [InlineData("apns-channel-id", null, "MissingChannelId")]
    [InlineData("apns-channel-id", "no base64!", "BadChannelId")]
    [InlineData("apns-channel-id", "dHN0LXNyY2gtY2hubA==", "ChannelNotRegistered")]
    [InlineData("apns-push-type", null, "MissingPushType")]
    [InlineData("apns-push-type", "alert", "InvalidPushType")]
    [InlineData("apns-expiration", null, "BadExpirationDate")]
    [InlineData("apns-expiration", "soon", "BadExpirationDate")]
    [InlineData("apns-priority", null, "BadPriority")]
    [InlineData("apns-priority", "1", "BadPriority")]
    [InlineData("apns-id", "no id", "BadMessageId")]
    public async Task Header_ThatIsWrong_IsRefused(string name, string? value, string reason)
    {
        PushAnswer answer = await SendAsync(value is null ? PushClient.Without(name) : PushClient.Header(name, value));

        Assert.Equal((400, reason), (answer.Status, answer.Reason));
        Assert.Equal(0, Assert.Single(_simulator.Channels.Read(App)).Published);
    }

    [Theory]
    [InlineData("", 400, "PayloadEmpty")]
    [InlineData("{", 400, "BadRequestPayload")]
    [InlineData("[]", 400, "BadRequestPayload")]
    [InlineData("{} {}", 400, "BadRequestPayload")]
    [InlineData("5120", 200, null)]
    [InlineData("5121", 413, "PayloadTooLarge")]
    public async Task Payload_IsAnObjectOfAtMost5120Bytes(string payload, int status, string? reason)
    {
        string text = int.TryParse(payload, out int size) ? "{\"a\":\"" + new string('b', size - 8) + "\"}" : payload;

        PushAnswer answer = await SendAsync(r => r.Content = new ByteArrayContent(Encoding.ASCII.GetBytes(text)));

        Assert.Equal((status, reason), (answer.Status, answer.Reason));
    }

    [Theory]
    [InlineData("/4/broadcasts/apps/com.example.other", 400, "ChannelNotRegistered")]
    [InlineData("/4/broadcasts/apps/", 404, "BadPath")]
    [InlineData("/4/broadcasts/apps/a/b", 404, "BadPath")]
    [InlineData("/3/broadcasts/apps/com.example.app", 404, "BadPath")]
    public async Task Path_OfAnotherApp_OrForm_IsRefused(string path, int status, string reason)
    {
        PushAnswer answer = await SendAsync(path: path);

        Assert.Equal((status, reason), (answer.Status, answer.Reason));
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _simulator.DisposeAsync();
    }

    private Task<PushAnswer> SendAsync(Action<HttpRequestMessage>? change = null, string path = Path) => _client.SendAsync(
        request =>
        {
            PushClient.Without("apns-topic")(request);
            PushClient.Header("apns-channel-id", _channel)(request);
            PushClient.Header("apns-push-type", "liveactivity")(request);
            PushClient.Header("apns-expiration", "0")(request);
            PushClient.Header("apns-priority", "10")(request);
            change?.Invoke(request);
        },
        path);
}
