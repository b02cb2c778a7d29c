using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Push.Simulator.Tests.Fixtures;

namespace Push.Simulator.Tests.Control;

public sealed class ControlServerTests : ControlledSimulator
{
    [Fact]
    public async Task Health_OfARunningSimulator_IsOk()
    {
        using HttpResponseMessage response = await Control.GetAsync("/health", Cancellation);

        Assert.Equal((HttpStatusCode.OK, new Version(1, 1)), (response.StatusCode, response.Version));
    }

    [Fact]
    public async Task Stats_CountAnswersReasonsDuplicatesAndConnections()
    {
        await Client.SendAsync(path: "/3/device/aa");
        await Client.SendAsync(path: "/3/device/aa");
        await Client.SendAsync(path: "/3/device/dead");

        JsonElement stats = await Control.GetFromJsonAsync<JsonElement>("/stats", Cancellation);

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
        await Client.SendAsync(path: "/3/device/aa");
        PushAnswer second = await Client.SendAsync(path: "/3/device/bb");

        JsonElement byToken = await Control.GetFromJsonAsync<JsonElement>("/notifications?token=AA", Cancellation);
        JsonElement byId = await Control.GetFromJsonAsync<JsonElement>($"/notifications?apns-id={second.Id}", Cancellation);
        JsonElement all = await Control.GetFromJsonAsync<JsonElement>("/notifications", Cancellation);

        Assert.Equal("aa", Assert.Single(byToken.EnumerateArray()).GetProperty("token").GetString());
        JsonElement found = Assert.Single(byId.EnumerateArray());
        Assert.Equal("com.example.app", found.GetProperty("headers").GetProperty("apns-topic").GetString());
        Assert.Equal("""{"aps":{"alert":"Hello"}}""", found.GetProperty("body").GetString());
        Assert.Equal(2, all.GetArrayLength());
    }

    [Fact]
    public async Task Body_ThatIsNoText_IsShownInBase64()
    {
        await Client.SendAsync(r => r.Content = new ByteArrayContent([0xff, 0xfe]));

        JsonElement all = await Control.GetFromJsonAsync<JsonElement>("/notifications", Cancellation);

        Assert.Equal("//4=", all[0].GetProperty("bodyBase64").GetString());
    }

    [Fact]
    public async Task Token_PutThroughTheControlPort_IsScripted()
    {
        using HttpResponseMessage put = await Control.PutAsJsonAsync("/tokens/AABB", new { status = 410, reason = "ExpiredToken" }, Cancellation);

        PushAnswer answer = await Client.SendAsync(path: "/3/device/aabb");

        Assert.Equal(HttpStatusCode.NoContent, put.StatusCode);
        Assert.Equal((410, "ExpiredToken"), (answer.Status, answer.Reason));
        Assert.NotNull(answer.Timestamp);
    }

    [Fact]
    public async Task Token_PutWithoutAStatus_IsAcceptedWhateverItsDigits()
    {
        using HttpResponseMessage put = await Control.PutAsync("/tokens/dead", new StringContent("{}"), Cancellation);

        PushAnswer answer = await Client.SendAsync(path: "/3/device/dead");

        Assert.Equal((HttpStatusCode.NoContent, 200), (put.StatusCode, answer.Status));
    }

    [Theory]
    [InlineData("xyz", """{"status":400,"reason":"x"}""", "token is an even number of hexadecimal digits, at most 256.")]
    [InlineData("aa", """{"status":400}""", "reason is needed for every status but 200: 1 to 100 characters.")]
    [InlineData("aa", """{"status":9,"reason":"x"}""", "status is 200 to 599.")]
    [InlineData("aa", """{"reason":"ExpiredToken"}""", "status is other than 200, its default, when there is a reason, timestamp or retryAfter.")]
    [InlineData("aa", """{"retryAfter":1}""", "status is other than 200, its default, when there is a reason, timestamp or retryAfter.")]
    [InlineData("aa", """{"statuss":400}""", "statuss is unknown; known are status, reason, timestamp, retryAfter, times.")]
    [InlineData("aa", """{"status":"x","times":0,"retryAfter":-1}""", "status is a whole number of 32 bits. retryAfter is 0 or more. times is 1 or more.")]
    [InlineData("aa", "null", "answer is an object.")]
    [InlineData("aa", "[]", "answer is an object.")]
    [InlineData("aa", "", "answer must be JSON: the body is empty.")]
    [InlineData("aa", "{", "answer must be JSON: it breaks off at line 1, byte 2.")]
    public async Task Token_PutWrongly_IsRefusedWithFieldAndRule(string token, string body, string error)
    {
        using HttpResponseMessage response = await Control.PutAsync($"/tokens/{token}", new StringContent(body), Cancellation);
        JsonElement answer = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(error, answer.GetProperty("error").GetString());
        Assert.Equal(
            error, string.Join(' ', answer.GetProperty("problems").EnumerateArray().Select(p => $"{p.GetProperty("field")} {p.GetProperty("rule")}.")));
    }

    [Fact]
    public async Task Reset_ForgetsAnswersAndNotifications()
    {
        await Client.SendAsync(path: "/3/device/aa");

        using HttpResponseMessage reset = await Control.PostAsync("/reset", null, Cancellation);
        await Client.SendAsync(path: "/3/device/aa");
        JsonElement stats = await Control.GetFromJsonAsync<JsonElement>("/stats", Cancellation);

        Assert.Equal(HttpStatusCode.NoContent, reset.StatusCode);
        Assert.Equal(1, stats.GetProperty("accepted").GetInt64());
        Assert.Equal(0, stats.GetProperty("duplicates").GetProperty("byTokenTopicPayload").GetInt64());
        Assert.Single(Simulator.Notifications);
    }
}
