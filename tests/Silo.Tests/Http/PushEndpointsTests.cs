using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Push.Silo.Http;

public sealed class PushEndpointsTests(SiloWithHttp silo) : IClassFixture<SiloWithHttp>
{
    private static readonly object Payload = new { aps = new { alert = "hello" } };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Devices_RegisterLookUpUnregister_AgreeWithEachOther()
    {
        var token = SimulatedApp.Token("AB", 1);
        Assert.Equal("added", (await PostAsync("/apps/shop/devices", new { token, attributes = new { plan = "pro", tags = new[] { "news" } } })).GetProperty("result").GetString());
        Assert.Equal("renewed", (await PostAsync("/apps/shop/devices", new { token })).GetProperty("result").GetString());
        var device = await PostAsync("/apps/shop/devices/lookup", new { token });
        Assert.Equal(
            (token.ToLowerInvariant(), """{"plan":"pro","tags":["news"]}"""),
            (device.GetProperty("token").GetString(), device.GetProperty("attributes").GetRawText()));
        await AssertProblemAsync(
            "/apps/shop/devices", new { token, attributes = new { appVersion = "two" } }, HttpStatusCode.BadRequest, "urn:push:malformed");
        await PostAsync("/apps/shop/devices/unregister", new { token }, HttpStatusCode.NoContent);
        await AssertProblemAsync("/apps/shop/devices/lookup", new { token }, HttpStatusCode.NotFound, "urn:push:unknown-device");
    }

    [Fact]
    public async Task AudienceCount_WithFilter_CountsWhomItMeans()
    {
        for (var i = 0; i < 3; i++)
            await PostAsync("/apps/shop/devices", new { token = SimulatedApp.Token("ac", 100 + i), attributes = new { shelf = "top", place = i } });
        Assert.Equal(2, await CountAsync("shelf = top and place >= 1"));
        Assert.Equal(1, await CountAsync(new { attribute = "shelf", equals = "top", }, new { attribute = "place", below = 1 }));
        await AssertProblemAsync("/apps/shop/audience/count", new { filter = "shelf =" }, HttpStatusCode.BadRequest, "urn:push:malformed");
        await AssertProblemAsync("/apps/none/audience/count", new { filter = "tag = a" }, HttpStatusCode.NotFound, "urn:push:unknown-app");

        async Task<int> CountAsync(params object[] all) =>
            (await PostAsync("/apps/shop/audience/count", new { filter = all is [string text] ? text : (object)new { all } }))
                .GetProperty("devices").GetInt32();
    }

    [Fact]
    public async Task AudienceExport_WithFilter_StreamsLinesThatCanBeImported()
    {
        var token = SimulatedApp.Token("ae", 200);
        await PostAsync("/apps/shop/devices", new { token, attributes = new { shelf = "exported" } });
        using var response = await silo.Client.PostAsJsonAsync("/apps/shop/audience/export", new { filter = "shelf = exported" }, Cancellation);
        Assert.Equal("application/x-ndjson", response.Content.Headers.ContentType?.MediaType);
        var line = JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal((token.ToLowerInvariant(), "exported"), (line.GetProperty("token").GetString(), line.GetProperty("shelf").GetString()));
        await AssertProblemAsync("/apps/none/audience/export", new { }, HttpStatusCode.NotFound, "urn:push:unknown-app");
    }

    [Fact]
    public async Task Users_WithADevice_AreLookedAtAndSentTo()
    {
        var token = SimulatedApp.Token("af", 201);
        await PostAsync("/apps/shop/devices", new { token, attributes = new { userId = "http user" } });
        var devices = await PostAsync("/apps/shop/users/devices", new { user = "http user" });
        Assert.Equal(token.ToLowerInvariant(), Assert.Single(devices.EnumerateArray()).GetProperty("token").GetString());
        var sent = await PostAsync("/apps/shop/users/send", new { user = "http user", payload = Payload, pushType = "alert" });
        Assert.Equal("accepted", Assert.Single(sent.EnumerateArray()).GetProperty("receipt").GetProperty("outcome").GetString());
        Assert.Empty((await PostAsync("/apps/shop/users/send", new { user = "nobody", payload = Payload })).EnumerateArray());
        await AssertProblemAsync("/apps/shop/users/send", new { user = "", payload = Payload }, HttpStatusCode.BadRequest, "urn:push:malformed");
    }

    [Fact]
    public async Task Events_OfADevice_AreReadFromACursor()
    {
        var token = SimulatedApp.Token("ab", 77);
        await PostAsync("/apps/shop/devices", new { token });
        await PostAsync("/apps/shop/devices/unregister", new { token }, HttpStatusCode.NoContent);
        var events = (await EventsAsync(after: 0)).FindAll(item => item.TryGetProperty("token", out var of) && of.GetString() == token);
        Assert.Equal(["registered", "unregistered"], events.Select(item => item.GetProperty("kind").GetString()));

        var rest = await EventsAsync(events[0].GetProperty("cursor").GetInt64());
        Assert.DoesNotContain(rest, item => item.GetProperty("id").GetString() == events[0].GetProperty("id").GetString());
        await AssertProblemAsync(
            await silo.Client.GetAsync("/apps/shop/events?after=999999", Cancellation), HttpStatusCode.BadRequest, "urn:push:malformed");
    }

    [Fact]
    public async Task App_WithoutABrake_ShowsItsProposalsAndDecidesNothing()
    {
        await PostAsync("/apps/shop/send", new { token = SimulatedApp.Token("badd", 1), payload = Payload });
        var app = await silo.Client.GetFromJsonAsync<JsonElement>("/apps/shop", Cancellation);
        Assert.True(app.GetProperty("proposals").GetProperty("waiting").GetInt64() >= 1);
        var decided = await PostAsync("/apps/shop/proposals", new { decision = "forget" });
        Assert.Equal(
            app.GetProperty("proposals").GetProperty("waiting").GetInt64(), decided.GetProperty("proposals").GetProperty("waiting").GetInt64());
        await AssertProblemAsync("/apps/shop/proposals", new { decision = "maybe" }, HttpStatusCode.BadRequest, "urn:push:malformed");
    }

    [Fact]
    public async Task Send_GoodDevice_IsAccepted()
    {
        var id = Guid.NewGuid();
        var reply = await PostAsync("/apps/shop/send", new { token = SimulatedApp.Token("ab", 2), id, payload = Payload, pushType = "alert", priority = 10 });
        Assert.Equal(("accepted", 200, id), (reply.GetProperty("outcome").GetString(), reply.GetProperty("status").GetInt32(), reply.GetProperty("apnsId").GetGuid()));
    }

    [Theory]
    [InlineData("""{"aps":{"content-available":1}}""", null, "background", 5)]
    [InlineData("""{"aps":{"alert":"hello"}}""", null, "alert", null)]
    [InlineData("""{"aps":{"alert":"hello"}}""", "none", null, null)]
    public async Task Notification_WithoutPushType_HasTheOneThatItsPayloadImplies(string payload, string? named, string? type, int? priority)
    {
        var token = SimulatedApp.Token("ad", 300);
        await PostAsync("/apps/shop/devices", new { token, attributes = new { userId = "implied" } });
        var body = JsonSerializer.Deserialize<JsonElement>(payload);
        var preview = await PostAsync("/campaigns/preview", new { app = "shop", payload = body, pushType = named });
        Assert.Equal((type, priority), (TextOf(preview, "pushType"), preview.TryGetProperty("priority", out var found) ? found.GetInt32() : null));

        await PostAsync("/apps/shop/send", new { token, payload = body, pushType = named });
        await PostAsync("/apps/shop/users/send", new { user = "implied", payload = body, pushType = named });
        var sent = silo.Simulator.Notifications.Where(one => one.Token == token).TakeLast(2).ToList();
        Assert.Equal(2, sent.Count);
        Assert.All(sent, one => Assert.Equal((type, priority?.ToString(CultureInfo.InvariantCulture)), (one.Header("apns-push-type"), one.Header("apns-priority"))));

        static string? TextOf(JsonElement reply, string name) => reply.TryGetProperty(name, out var value) ? value.GetString() : null;
    }

    [Fact]
    public async Task Send_GoneDevice_AnswersApplesRefusal()
    {
        var reply = await PostAsync("/apps/shop/send", new { token = SimulatedApp.Token("dead", 3), payload = Payload });
        Assert.Equal(("rejected", 410, "Unregistered"), (reply.GetProperty("outcome").GetString(), reply.GetProperty("status").GetInt32(), reply.GetProperty("reason").GetString()));
    }

    [Fact]
    public async Task Campaign_OfAllDevices_RunsToItsEnd()
    {
        for (var i = 10; i < 20; i++)
            await PostAsync("/apps/shop/devices", new { token = SimulatedApp.Token("cc", i) });
        var created = await PostAsync("/campaigns", new { app = "shop", payload = Payload, start = true }, HttpStatusCode.Created);
        var id = created.GetProperty("id").GetString();
        JsonElement campaign;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        deadline.CancelAfter(TimeSpan.FromSeconds(60));
        do
        {
            campaign = await silo.Client.GetFromJsonAsync<JsonElement>($"/campaigns/{id}", deadline.Token);
        }
        while (campaign.GetProperty("state").GetString() != "finished");
        var counts = campaign.GetProperty("counts");
        Assert.True(counts.GetProperty("accepted").GetInt64() >= 10);
        Assert.Equal(counts.GetProperty("audience").GetInt64(), counts.GetProperty("accepted").GetInt64());
        var all = await silo.Client.GetFromJsonAsync<JsonElement>("/campaigns", Cancellation);
        Assert.Contains(all.EnumerateArray(), listed => listed.GetProperty("id").GetString() == id);
        await AssertProblemAsync($"/campaigns/{id}/pause", new { }, HttpStatusCode.Conflict, "urn:push:wrong-state");
    }

    [Fact]
    public async Task Campaign_PreviewedSentAndDeleted_TellsWhoWasNotAccepted()
    {
        var dead = SimulatedApp.Token("dead", 7);
        await PostAsync("/apps/shop/devices", new { token = dead });
        var preview = await PostAsync("/campaigns/preview", new { app = "shop", payload = Payload });
        Assert.True(preview.GetProperty("devices").GetInt64() >= 1);
        Assert.Equal(0, preview.GetProperty("problems").GetArrayLength());

        var created = await PostAsync("/campaigns", new { app = "shop", payload = Payload, start = true }, HttpStatusCode.Created);
        var path = $"/campaigns/{created.GetProperty("id").GetString()}";
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        deadline.CancelAfter(TimeSpan.FromSeconds(60));
        while ((await silo.Client.GetFromJsonAsync<JsonElement>(path, deadline.Token)).GetProperty("state").GetString() != "finished")
        {
        }
        using var failures = await silo.Client.GetAsync($"{path}/failures", Cancellation);
        Assert.Equal("application/x-ndjson", failures.Content.Headers.ContentType?.MediaType);
        Assert.Contains(
            $$"""{"token":"{{dead}}","outcome":"rejected","reason":"410 Unregistered"}""" + "\n",
            await failures.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);

        using var deleted = await silo.Client.DeleteAsync(path, Cancellation);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        await AssertProblemAsync(
            await silo.Client.GetAsync($"{path}/failures", Cancellation), HttpStatusCode.NotFound, "urn:push:unknown-campaign");
    }

    [Fact]
    public async Task Campaign_WhoseStartIsRefused_IsOnlyThereIfItWasBefore()
    {
        var empty = new { app = "shop", id = "refused", list = "nobody", payload = Payload, start = true };
        await AssertProblemAsync("/campaigns", empty, HttpStatusCode.Conflict, "urn:push:empty-audience");
        await AssertProblemAsync(await silo.Client.GetAsync("/campaigns/refused", Cancellation), HttpStatusCode.NotFound, "urn:push:unknown-campaign");
        await AssertProblemAsync("/campaigns", new { empty.app, empty.list, empty.payload, empty.start }, HttpStatusCode.Conflict, "urn:push:empty-audience");
        var all = await silo.Client.GetFromJsonAsync<JsonElement>("/campaigns", Cancellation);
        Assert.DoesNotContain(all.EnumerateArray(), listed => listed.TryGetProperty("list", out var list) && list.GetString() == "nobody");

        await PostAsync("/campaigns", new { empty.app, empty.id, empty.list, empty.payload }, HttpStatusCode.Created);
        await AssertProblemAsync("/campaigns", empty, HttpStatusCode.Conflict, "urn:push:empty-audience");
        var kept = await silo.Client.GetFromJsonAsync<JsonElement>("/campaigns/refused", Cancellation);
        Assert.Equal("created", kept.GetProperty("state").GetString());
        using var deleted = await silo.Client.DeleteAsync("/campaigns/refused", Cancellation);
    }

    [Theory]
    [InlineData("/apps/none/send", """{"token":"ab12","payload":{"aps":{}}}""", 404, "urn:push:unknown-app")]
    [InlineData("/apps/shop/send", """{"token":"ab1","payload":{"aps":{}}}""", 400, "urn:push:malformed")]
    [InlineData("/apps/shop/send", """{"token":"ab12"}""", 400, "urn:push:invalid-notification")]
    [InlineData("/apps/shop/send", """{"token":"ab12","payload":{"aps":{"alert":"x"}},"expiration":3600}""", 400, "urn:push:invalid-notification")]
    [InlineData("/apps/shop/send", """{"token":"ab12","payload":{"aps":{}},"collapseId":"0123456789012345678901234567890123456789012345678901234567890123456789"}""", 400, "urn:push:invalid-notification")]
    [InlineData("/apps/shop/send", """{"token":"ab12","payload":{"aps":{}},"colapseId":"x"}""", 400, "urn:push:malformed")]
    [InlineData("/apps/shop/send", """{"token":"ab12","template":true,"payload":{"aps":{"alert":"Hi {{"}}}""", 400, "urn:push:invalid-notification")]
    [InlineData("/campaigns", """{"app":"shop","payload":{"aps":{"alert":"Hi"}},"variants":{"de":{"aps":{"alert":1}}}}""", 400, "urn:push:invalid-notification")]
    [InlineData("/apps/shop/send", """{"token":"ab12","payload":""", 400, "urn:push:malformed")]
    [InlineData("/campaigns", """{"app":"none","payload":{"aps":{}}}""", 404, "urn:push:unknown-app")]
    [InlineData("/campaigns", """{"app":"shop","id":"a/b","payload":{"aps":{}}}""", 400, "urn:push:malformed")]
    [InlineData("/campaigns/nobody/start", "{}", 404, "urn:push:unknown-campaign")]
    public async Task Request_ThatCannotBeDone_IsAnsweredWithATypedProblem(string path, string body, int status, string type)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        await AssertProblemAsync(await silo.Client.PostAsync(path, content, Cancellation), (HttpStatusCode)status, type);
    }

    [Fact]
    public async Task Campaign_ThatIsNotThere_IsNotFound() => await AssertProblemAsync(
        await silo.Client.GetAsync("/campaigns/nobody", Cancellation), HttpStatusCode.NotFound, "urn:push:unknown-campaign");

    private async Task<JsonElement> PostAsync(string path, object body, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var response = await silo.Client.PostAsJsonAsync(path, body, Cancellation);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.True(response.StatusCode == expected, $"{path}: {(int)response.StatusCode} {text}");
        return text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text);
    }

    private async Task<List<JsonElement>> EventsAsync(long after)
    {
        var lines = await silo.Client.GetStringAsync($"/apps/shop/events?after={after}", Cancellation);
        return [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
    }

    private async Task AssertProblemAsync(string path, object body, HttpStatusCode status, string type) =>
        await AssertProblemAsync(await silo.Client.PostAsJsonAsync(path, body, Cancellation), status, type);

    private static async Task AssertProblemAsync(HttpResponseMessage response, HttpStatusCode status, string type)
    {
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.True(response.StatusCode == status, $"{(int)response.StatusCode} {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(type, JsonSerializer.Deserialize<JsonElement>(text).GetProperty("type").GetString());
        response.Dispose();
    }
}
