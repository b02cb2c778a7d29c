using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Push.Simulator.Tests.Fixtures;

namespace Push.Simulator.Tests.Control;

public sealed class ControlServerTests : IAsyncLifetime
{
    private ApnsSimulator _simulator = null!;
    private PushClient _client = null!;
    private HttpClient _control = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _simulator = await Start.OpenAsync(o => o with { ControlPort = 0 });
        _client = new PushClient(_simulator);
        _control = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{_simulator.ControlPort}") };
    }

    [Fact]
    public async Task Health_OfARunningSimulator_IsOk()
    {
        using HttpResponseMessage response = await _control.GetAsync("/health", Cancellation);

        Assert.Equal((HttpStatusCode.OK, new Version(1, 1)), (response.StatusCode, response.Version));
    }

    [Fact]
    public async Task Stats_CountAnswersReasonsDuplicatesAndConnections()
    {
        await _client.SendAsync(path: "/3/device/aa");
        await _client.SendAsync(path: "/3/device/aa");
        await _client.SendAsync(path: "/3/device/dead");

        JsonElement stats = await _control.GetFromJsonAsync<JsonElement>("/stats", Cancellation);

        Assert.Equal(2, stats.GetProperty("accepted").GetInt64());
        Assert.Equal(1, stats.GetProperty("rejected").GetInt64());
        Assert.Equal(1, stats.GetProperty("rejectedByReason").GetProperty("Unregistered").GetInt64());
        Assert.Equal(0, stats.GetProperty("duplicates").GetProperty("byId").GetInt64());
        Assert.Equal(1, stats.GetProperty("duplicates").GetProperty("byTokenTopicPayload").GetInt64());
        Assert.False(stats.GetProperty("ledger").GetProperty("full").GetBoolean());
        Assert.Equal(1, stats.GetProperty("connections").GetInt64());
        Assert.Equal(1, stats.GetProperty("mostStreams").GetInt32());
    }

    [Fact]
    public async Task Notifications_AreFoundByTokenAndId()
    {
        await _client.SendAsync(path: "/3/device/aa");
        PushAnswer second = await _client.SendAsync(path: "/3/device/bb");

        JsonElement byToken = await _control.GetFromJsonAsync<JsonElement>("/notifications?token=AA", Cancellation);
        JsonElement byId = await _control.GetFromJsonAsync<JsonElement>($"/notifications?apns-id={second.Id}", Cancellation);
        JsonElement all = await _control.GetFromJsonAsync<JsonElement>("/notifications", Cancellation);

        Assert.Equal("aa", Assert.Single(byToken.EnumerateArray()).GetProperty("token").GetString());
        JsonElement found = Assert.Single(byId.EnumerateArray());
        Assert.Equal("com.example.app", found.GetProperty("headers").GetProperty("apns-topic").GetString());
        Assert.Equal("""{"aps":{"alert":"Hello"}}""", found.GetProperty("body").GetString());
        Assert.Equal(2, all.GetArrayLength());
    }

    [Fact]
    public async Task Body_ThatIsNoText_IsShownInBase64()
    {
        await _client.SendAsync(r => r.Content = new ByteArrayContent([0xff, 0xfe]));

        JsonElement all = await _control.GetFromJsonAsync<JsonElement>("/notifications", Cancellation);

        Assert.Equal("//4=", all[0].GetProperty("bodyBase64").GetString());
    }

    [Fact]
    public async Task Token_PutThroughTheControlPort_IsScripted()
    {
        using HttpResponseMessage put = await _control.PutAsJsonAsync("/tokens/AABB", new { status = 410, reason = "ExpiredToken" }, Cancellation);

        PushAnswer answer = await _client.SendAsync(path: "/3/device/aabb");

        Assert.Equal(HttpStatusCode.NoContent, put.StatusCode);
        Assert.Equal((410, "ExpiredToken"), (answer.Status, answer.Reason));
        Assert.NotNull(answer.Timestamp);
    }

    [Theory]
    [InlineData("/tokens/xyz", """{"status":400,"reason":"x"}""")]
    [InlineData("/tokens/aa", """{"status":400}""")]
    [InlineData("/tokens/aa", """{"status":9,"reason":"x"}""")]
    [InlineData("/tokens/aa", """{"statuss":400}""")]
    [InlineData("/tokens/aa", "null")]
    [InlineData("/tokens/aa", "{")]
    public async Task Token_PutWrongly_IsRefusedWithAMessage(string path, string body)
    {
        using HttpResponseMessage response = await _control.PutAsync(path, new StringContent(body), Cancellation);
        JsonElement error = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.NotEmpty(error.GetProperty("error").GetString()!);
    }

    [Fact]
    public async Task Reset_ForgetsAnswersAndNotifications()
    {
        await _client.SendAsync(path: "/3/device/aa");

        using HttpResponseMessage reset = await _control.PostAsync("/reset", null, Cancellation);
        await _client.SendAsync(path: "/3/device/aa");
        JsonElement stats = await _control.GetFromJsonAsync<JsonElement>("/stats", Cancellation);

        Assert.Equal(HttpStatusCode.NoContent, reset.StatusCode);
        Assert.Equal(1, stats.GetProperty("accepted").GetInt64());
        Assert.Equal(0, stats.GetProperty("duplicates").GetProperty("byTokenTopicPayload").GetInt64());
        Assert.Single(_simulator.Notifications);
    }

    public async ValueTask DisposeAsync()
    {
        _control.Dispose();
        _client.Dispose();
        await _simulator.DisposeAsync();
    }
}
