using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Push.Simulator.Faults;
using Push.Simulator.Tests.Fixtures;

namespace Push.Simulator.Tests.Control;

public sealed class FaultEndpointTests : ControlledSimulator
{
    [Theory]
    [InlineData("""{"rejections":[{"reason":"TooManyRequests","rate":0.5,"retryAfter":3}],"seed":7}""")]
    [InlineData("""{"latency":{"percentiles":{"50":20,"99":500.5}},"for":30}""")]
    [InlineData("""{"latency":{"uniform":[1,2]}}""")]
    [InlineData("""{"latency":{"normal":{"mean":20,"deviation":5}}}""")]
    [InlineData("""{"latency":{"exponential":{"mean":20}}}""")]
    [InlineData("""{"latency":{"fixed":20}}""")]
    [InlineData("""{"goAway":{"every":100,"reason":"Shutdown","abrupt":true}}""")]
    [InlineData("""{"reset":{"every":10,"code":"REFUSED_STREAM","when":"before"},"cut":{"rate":0.01},"stall":{"tokenPrefix":"ab"}}""")]
    [InlineData("""{"streams":1,"stopReading":true,"newConnections":"silent","clockOffset":-600}""")]
    public async Task Faults_PutThere_AreInForceAndRead(string faults)
    {
        using HttpResponseMessage put = await Control.PutAsync("/faults", new StringContent(faults), Cancellation);
        JsonElement read = await Control.GetFromJsonAsync<JsonElement>("/faults", Cancellation);
        using HttpResponseMessage delete = await Control.DeleteAsync("/faults", Cancellation);
        JsonElement none = await Control.GetFromJsonAsync<JsonElement>("/faults", Cancellation);

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NoContent), (put.StatusCode, delete.StatusCode));
        AssertHolds(JsonElement.Parse(faults), read.GetProperty("faults"));
        Assert.Equal(0, read.GetProperty("counts").GetProperty("rejected").GetInt64());
        Assert.False(none.GetProperty("faults").TryGetProperty("latency", out _));
    }

    [Theory]
    [InlineData("{}", """{"seed":0,"rejections":[],"stopReading":false,"newConnections":"welcome","clockOffset":0}""")]
    [InlineData("""{"goAway":{"reason":null}}""", """{"goAway":{"reason":null,"code":"NO_ERROR","abrupt":false}}""")]
    [InlineData("""{"goAway":{}}""", """{"goAway":{"reason":"Shutdown"}}""")]
    [InlineData("""{"reset":{"code":"NO_ERROR"}}""", """{"reset":{"code":"NO_ERROR","when":"after"}}""")]
    [InlineData("""{"reset":{},"cut":{},"stall":{}}""", """{"reset":{"code":"INTERNAL_ERROR"},"cut":{"when":"after"},"stall":{"when":"after"}}""")]
    public async Task Faults_Read_ShowDefaults_AndCanBePutBack(string faults, string shown)
    {
        using HttpResponseMessage put = await Control.PutAsync("/faults", new StringContent(faults), Cancellation);
        JsonElement read = (await Control.GetFromJsonAsync<JsonElement>("/faults", Cancellation)).GetProperty("faults");
        SimulatorFaults before = Simulator.Faults.Current;
        using HttpResponseMessage back = await Control.PutAsync("/faults", new StringContent(read.GetRawText()), Cancellation);

        AssertHolds(JsonElement.Parse(shown), read);
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NoContent), (put.StatusCode, back.StatusCode));
        Assert.Equal(before with { Rejections = [] }, Simulator.Faults.Current with { Rejections = [] });
    }

    [Theory]
    [InlineData("""{"goAway":{"every":0}}""", "goAway.every")]
    [InlineData("""{"goAway":{"evry":1}}""", "goAway.evry")]
    [InlineData("""{"rejections":[{"reason":"Unregistered"},{"reason":"Nobody"}]}""", "rejections[1].status")]
    [InlineData("""{"rejections":[{"status":503}]}""", "rejections[0].reason")]
    [InlineData("""{"rejections":[{}]}""", "rejections[0].reason")]
    [InlineData("""{"rejections":[5]}""", "rejections[0]")]
    [InlineData("""{"rejections":{}}""", "rejections")]
    [InlineData("""{"goAway":5}""", "goAway")]
    [InlineData("""{"streams":1,"streams":2}""", "streams")]
    [InlineData("""{"\ud800":1}""", "faults")]
    [InlineData("""{"rejections":[{"reason":"Unregistered","rate":1.5}]}""", "rejections[0].rate")]
    [InlineData("""{"rejections":[{"reason":"Unregistered","rate":0.5,"every":2}]}""", "rejections[0].rate")]
    [InlineData("""{"rejections":[null]}""", "rejections[0]")]
    [InlineData("""{"rejections":null}""", "rejections")]
    [InlineData("""{"reset":{"code":"REFUSED_STREAM"}}""", "reset.code")]
    [InlineData("""{"reset":{"code":"NO_SUCH"}}""", "reset.code")]
    [InlineData("""{"cut":{"when":"never"}}""", "cut.when")]
    [InlineData("""{"stall":{"tokenPrefix":"xyz"}}""", "stall.tokenPrefix")]
    [InlineData("""{"latency":{"fixed":-1}}""", "latency.fixed")]
    [InlineData("""{"latency":{"fixed":1,"uniform":[1,2]}}""", "latency")]
    [InlineData("""{"latency":{"uniform":[1]}}""", "latency")]
    [InlineData("""{"latency":{"percentiles":{"50":20,"40":30}}}""", "latency.percentiles.40")]
    [InlineData("""{"latency":5}""", "latency")]
    [InlineData("""{"streams":"1"}""", "streams")]
    [InlineData("""{"for":"1s"}""", "for")]
    [InlineData("""{"clockOffset":1e6}""", "clockOffset")]
    [InlineData("""[{"streams":1},{"streams":2}]""", "[0].for")]
    [InlineData("""[{"for":1},{"streams":-2}]""", "[1].streams")]
    [InlineData("""[{"for":1},{"cut":{"evry":1}}]""", "[1].cut.evry")]
    [InlineData("""[{"for":1},null]""", "[1]")]
    [InlineData("""[1,{}]""", "[0]")]
    [InlineData("[]", "steps")]
    [InlineData("[1]", "faults")]
    [InlineData("7", "faults")]
    [InlineData("{", "faults")]
    [InlineData("", "faults")]
    public async Task Faults_ThatAreWrong_AreRefusedWithFieldAndRule(string faults, string field)
    {
        Simulator.Faults.Set(new() { Streams = 5 });

        using HttpResponseMessage put = await Control.PutAsync("/faults", new StringContent(faults), Cancellation);
        JsonElement answer = await put.Content.ReadFromJsonAsync<JsonElement>(Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, put.StatusCode);
        JsonElement problem = Assert.Single(answer.GetProperty("problems").EnumerateArray());
        Assert.Equal(field, problem.GetProperty("field").GetString());
        Assert.NotEmpty(problem.GetProperty("rule").GetString()!);
        Assert.DoesNotContain("Push.Simulator", answer.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal(5, Simulator.Faults.Current.Streams);
    }

    [Theory]
    [InlineData("", "faults must be JSON: the body is empty.")]
    [InlineData("{\n\"streams\":x}", "faults must be JSON: it breaks off at line 2, byte 11.")]
    [InlineData("""{"goAway":{"evry":1}}""", "goAway.evry is unknown; known are reason, code, abrupt, every, rate, times, tokenPrefix, tokenShare.")]
    [InlineData("""{"rejections":[{}]}""", "rejections[0].reason is needed: 1 to 100 characters.")]
    [InlineData("""{"rejections":[{"reason":5}]}""", "rejections[0].reason is a text.")]
    [InlineData("""{"goAway":[]}""", "goAway is an object.")]
    [InlineData("""{"rejections":1}""", "rejections is a list.")]
    [InlineData("""{"cut":{"every":1.5,"rate":"all"}}""", "cut.every is a whole number of 32 bits. cut.rate is a number.")]
    [InlineData("""{"seed":null,"stopReading":1}""", "seed is a whole number of 64 bits. stopReading is true or false.")]
    [InlineData("""{"clockOffset":null,"cut":{"when":null},"for":null}""", "clockOffset is a number of seconds. cut.when is one of after, before.")]
    [InlineData("""{"reset":{"code":"REFUSED_STREAM","rate":0.02}}""", "reset.code REFUSED_STREAM goes with when \"before\" only (left out, when is \"after\"): it promises that nothing was processed.")]
    public async Task Faults_ThatAreWrong_AreRefusedInTheseWords(string faults, string error)
    {
        using HttpResponseMessage put = await Control.PutAsync("/faults", new StringContent(faults), Cancellation);
        JsonElement answer = await put.Content.ReadFromJsonAsync<JsonElement>(Cancellation);

        Assert.Equal(error, answer.GetProperty("error").GetString());
    }

    [Fact]
    public async Task Faults_ThatAreWrongInFormAndValue_AreAllNamed_OnceEach()
    {
        using HttpResponseMessage put = await Control.PutAsync(
            "/faults",
            new StringContent("""
                [
                  {"streams":1,"goAway":{"every":0,"evry":1}},
                  {"for":"1s","streams":-2,"cut":{"when":"never"},"rejections":[{"reason":7},null,{}],"latency":{"fixed":-1}},
                  8,
                  {"newConnections":"refusd"}
                ]
                """),
            Cancellation);
        JsonElement answer = await put.Content.ReadFromJsonAsync<JsonElement>(Cancellation);

        Assert.Equal(
            [
                "[0].for", "[0].goAway.every", "[0].goAway.evry", "[1].cut.when", "[1].for", "[1].latency.fixed", "[1].rejections[0].reason",
                "[1].rejections[1]", "[1].rejections[2].reason", "[1].streams", "[2]", "[3].newConnections",
            ],
            answer.GetProperty("problems").EnumerateArray().Select(p => p.GetProperty("field").GetString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Faults_WithMistakesWithoutEnd_AreRefusedWithTheFirstHundred()
    {
        string faults = $"[{string.Join(',', Enumerable.Repeat("1", 5000))}]";

        using HttpResponseMessage put = await Control.PutAsync("/faults", new StringContent(faults), Cancellation);
        JsonElement answer = await put.Content.ReadFromJsonAsync<JsonElement>(Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, put.StatusCode);
        Assert.Equal(
            Enumerable.Range(0, 100).Select(i => $"[{i}]"),
            answer.GetProperty("problems").EnumerateArray().Select(p => p.GetProperty("field").GetString()));
    }

    [Fact]
    public async Task Faults_AsAList_FollowOneAnother()
    {
        using HttpResponseMessage put = await Control.PutAsync(
            "/faults", new StringContent("""[{"streams":1,"for":3600},{"streams":2}]"""), Cancellation);

        Assert.Equal(HttpStatusCode.NoContent, put.StatusCode);
        Assert.Equal(1, Simulator.Faults.Current.Streams);
    }

    [Theory]
    [InlineData("/goaway?reason=BadCertificateEnvironment")]
    [InlineData("/goaway?abrupt=true")]
    [InlineData("/drop")]
    public async Task Connections_EndedNow_AreGone_AndNewOnesWelcome(string path)
    {
        await Client.SendAsync();

        using HttpResponseMessage post = await Control.PostAsync(path, null, Cancellation);
        await Simulator.WaitForStatsAsync(s => s.OpenConnections == 0, Cancellation);
        // A client of its own: the other one may not have seen the end of its connection yet.
        using PushClient next = new(Simulator);
        PushAnswer answer = await next.SendAsync();

        Assert.Equal((HttpStatusCode.NoContent, 200), (post.StatusCode, answer.Status));
        Assert.Equal(2, Simulator.Stats.Connections);
    }

    /// <summary>Every field of <paramref name="part"/> stands with its value in <paramref name="whole"/>.</summary>
    private static void AssertHolds(JsonElement part, JsonElement whole)
    {
        if (part.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty field in part.EnumerateObject())
                AssertHolds(field.Value, whole.GetProperty(field.Name));
            return;
        }

        if (part.ValueKind == JsonValueKind.Array)
        {
            foreach ((JsonElement one, JsonElement other) in part.EnumerateArray().Zip(whole.EnumerateArray()))
                AssertHolds(one, other);
            return;
        }

        Assert.Equal(part.GetRawText(), whole.GetRawText());
    }
}
