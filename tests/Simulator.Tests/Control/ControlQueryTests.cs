using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Push.Simulator.Tests.Fixtures;

namespace Push.Simulator.Tests.Control;

public sealed class ControlQueryTests : ControlledSimulator
{
    [Theory]
    [InlineData("POST", "/goaway?abrupt=maybe", "abrupt", "is true or false")]
    [InlineData("POST", "/goaway?abrupt", "abrupt", "is true or false")]
    [InlineData("POST", "/goaway?abrupt=true&abrupt=false", "abrupt", "is given once")]
    [InlineData("POST", "/goaway?code=1", "code", "is unknown; known are reason, abrupt")]
    [InlineData("POST", "/drop?x=1", "x", "is unknown; known are none")]
    [InlineData("GET", "/ledger?duplicates=maybe", "duplicates", "is true or false")]
    [InlineData("GET", "/ledger?foo=1", "foo", "is unknown; known are of, duplicates, token, apns-id")]
    [InlineData("GET", "/ledger?of=nothing", "of", "is tokens or ids")]
    [InlineData("GET", "/ledger?token=", "token", "is an even number of hexadecimal digits, at most 256")]
    [InlineData("GET", "/ledger?apns-id=7", "apns-id", "is a UUID of 8-4-4-4-12 hexadecimal digits")]
    [InlineData("GET", "/ledger?token=aa&of=ids", "token", "goes with no other parameter")]
    [InlineData("GET", "/ledger?duplicates=true&apns-id=7b6ed4ab-35bf-4b60-b55a-a29d3b0ff9a2", "apns-id", "goes with no other parameter")]
    [InlineData("POST", "/ledger/check?of=ids", "of", "is unknown; known are none")]
    [InlineData("GET", "/notifications?limit=3", "limit", "is unknown; known are token, apns-id")]
    [InlineData("GET", "/notifications?token=xyz", "token", "is an even number of hexadecimal digits, at most 256")]
    [InlineData("GET", "/notifications?apns-id=7", "apns-id", "is a UUID of 8-4-4-4-12 hexadecimal digits")]
    [InlineData("GET", "/stats?x=1", "x", "is unknown; known are none")]
    [InlineData("GET", "/health?x=1", "x", "is unknown; known are none")]
    [InlineData("GET", "/channels/com.example.app?x=1", "x", "is unknown; known are none")]
    [InlineData("PUT", "/tokens/aa?times=1", "times", "is unknown; known are none")]
    [InlineData("GET", "/faults?x=1", "x", "is unknown; known are none")]
    [InlineData("PUT", "/faults?for=1", "for", "is unknown; known are none")]
    [InlineData("DELETE", "/faults?x=1", "x", "is unknown; known are none")]
    [InlineData("POST", "/reset?x=1", "x", "is unknown; known are none")]
    public async Task Parameter_ThatIsUnknownOrWrong_IsRefusedWithItsRule(string method, string path, string field, string rule)
    {
        await Client.SendAsync();

        (HttpStatusCode status, JsonElement answer) = await SendAsync(method, path);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        JsonElement problem = Assert.Single(answer.GetProperty("problems").EnumerateArray());
        Assert.Equal((field, rule), (problem.GetProperty("field").GetString(), problem.GetProperty("rule").GetString()));
        Assert.Equal($"{field} {rule}.", answer.GetProperty("error").GetString());
        Assert.Equal((1, 1), (Simulator.Stats.OpenConnections, Simulator.Notifications.Count));
    }

    [Fact]
    public async Task Parameters_ThatAreWrong_AreAllNamed()
    {
        (_, JsonElement answer) = await SendAsync("POST", $"/goaway?code=1&abrupt=maybe&reason={new string('x', 101)}");

        Assert.Equal(
            ["code", "abrupt", "reason"], answer.GetProperty("problems").EnumerateArray().Select(p => p.GetProperty("field").GetString()));
    }

    [Theory]
    [InlineData("GET", "/goaway?x=1", HttpStatusCode.MethodNotAllowed)]
    [InlineData("POST", "/goawy?x=1", HttpStatusCode.NotFound)]
    public async Task Path_ThatIsWrong_IsToldBeforeItsParameters(string method, string path, HttpStatusCode expected)
    {
        using HttpResponseMessage response = await Control.SendAsync(new HttpRequestMessage(new HttpMethod(method), path), Cancellation);

        Assert.Equal(expected, response.StatusCode);
    }

    private async Task<(HttpStatusCode Status, JsonElement Answer)> SendAsync(string method, string path)
    {
        using HttpRequestMessage request = new(new HttpMethod(method), path);
        using HttpResponseMessage response = await Control.SendAsync(request, Cancellation);
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation));
    }
}
