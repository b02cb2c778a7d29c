using System.IO.Compression;
using System.Net.Http.Json;
using System.Text.Json;
using Push.Silo.Http.DeviceServices;
using Push.Simulator;
using Push.Testing;

namespace Push.Silo.Http.Websites;

/// <summary>Safari's web service, driven by curl, from the package to the notification.</summary>
public sealed class WebsiteServiceTests(PackageSilo silo) : IClassFixture<PackageSilo>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("v1")]
    [InlineData("v2")]
    public async Task Visitor_WhoAllowsNotifications_BecomesADeviceOfTheApp(string version)
    {
        var service = silo.Client.BaseAddress + "safari/" + version;
        var folder = await DownloadAsync(service, version, """{"userId":"ada","plan":"pro"}""");
        var website = JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(Path.Combine(folder, "website.json")));
        Assert.Equal((PackageSilo.WebsiteId, "https://push.example.com/safari"),
            (website.GetProperty("websitePushID").GetString(), website.GetProperty("webServiceURL").GetString()));
        string[] right = ["--header", $"Authorization: ApplePushNotifications {website.GetProperty("authenticationToken").GetString()}"];
        var token = Convert.ToHexStringLower(SimulatedTokens.Good(21, version[1]));
        var registration = $"{service}/devices/{token}/registrations/{PackageSilo.WebsiteId}";

        Assert.Equal(401, await Curl.StatusAsync("POST", registration));
        Assert.Equal(401, await Curl.StatusAsync("POST", registration, [right[0], right[1][..^2] + "AA"]));
        Assert.Equal(401, await Curl.StatusAsync("POST", $"{service}/devices/{token}/registrations/web.com.example.other", right));
        Assert.Equal(400, await Curl.StatusAsync("POST", $"{service}/devices/xyz/registrations/{PackageSilo.WebsiteId}", right));
        Assert.Equal(200, await Curl.StatusAsync("POST", registration, right));
        var device = await PostAsync("/apps/web/devices/lookup", new { token });
        Assert.Equal("ada", device.GetProperty("attributes").GetProperty("userId").GetString());

        var campaign = await PostAsync("/campaigns", new
        {
            app = "web",
            payload = JsonSerializer.Deserialize<JsonElement>(
                """{"aps":{"alert":{"title":"Sale","body":"Half price"},"url-args":["sale"]}}"""),
            start = true,
        });
        var push = await silo.Apns.WaitForAsync(received => received.Token == token, cancellationToken: Cancellation);
        Assert.Equal(PackageSilo.WebsiteId, push.Header("apns-topic"));
        Assert.False(string.IsNullOrEmpty(campaign.GetProperty("id").GetString()));

        Assert.Equal(401, await Curl.StatusAsync("DELETE", registration));
        Assert.Equal(200, await Curl.StatusAsync("DELETE", registration, right));
        Assert.Equal(200, await Curl.StatusAsync("DELETE", registration, right));
        using var gone = await silo.Client.PostAsJsonAsync("/apps/web/devices/lookup", new { token }, Cancellation);
        Assert.Equal(404, (int)gone.StatusCode);
    }

    [Fact]
    public async Task Log_OfAServiceBelowAnother_IsItsOwnWebsites()
    {
        const string report = "The icon is missing";
        Assert.Equal(200, await Curl.StatusAsync(
            "POST", $"{silo.Client.BaseAddress}safari/news/v2/log", Curl.Data($$"""{"logs":["{{report}}"]}""")));
        var own = await silo.Client.GetStringAsync($"/websites/{PackageSilo.NestedWebsiteId}/log", Cancellation);
        var other = await silo.Client.GetStringAsync($"/websites/{PackageSilo.WebsiteId}/log", Cancellation);
        Assert.Contains(report, own, StringComparison.Ordinal);
        Assert.DoesNotContain(report, other, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("web.com.example.other", "{}", 404)]
    [InlineData(PackageSilo.WebsiteId, "{", 400)]
    [InlineData(PackageSilo.WebsiteId, """{"user":{"name":"Ada"}}""", 400)]
    public async Task Package_AskedForWrongly_IsRefused(string id, string body, int status) =>
        Assert.Equal(status, await Curl.StatusAsync("POST", $"{silo.Safari}/pushPackages/{id}", Curl.Data(body)));

    [Fact]
    public async Task Tokens_AfterARestart_AreKnownAgain()
    {
        var folder = await DownloadAsync(silo.Safari, "restart", "");
        await silo.RestartAsync();
        var website = JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(Path.Combine(folder, "website.json")));
        var token = Convert.ToHexString(SimulatedTokens.Good(22, 1));
        Assert.Equal(200, await Curl.StatusAsync("POST", $"{silo.Safari}/devices/{token}/registrations/{PackageSilo.WebsiteId}",
            "--header", $"Authorization: ApplePushNotifications {website.GetProperty("authenticationToken").GetString()}"));
    }

    [Fact]
    public async Task Log_OfSafari_IsKept()
    {
        Assert.Equal(200, await Curl.StatusAsync("POST", $"{silo.Safari}/log", Curl.Data("""{"logs":["The signature is wrong"]}""")));
        var log = await silo.Client.GetFromJsonAsync<JsonElement>($"/websites/{PackageSilo.WebsiteId}/log", Cancellation);
        Assert.Contains(log.EnumerateArray(), line => line.GetProperty("text").GetString() == "The signature is wrong");
    }

    private async Task<string> DownloadAsync(string service, string name, string visitor)
    {
        var (file, folder) = (silo.Folder[name + ".zip"], silo.Folder[name]);
        Assert.Equal(200, await Curl.StatusAsync("POST", $"{service}/pushPackages/{PackageSilo.WebsiteId}",
            [.. Curl.Data(visitor), "--output", file]));
        ZipFile.ExtractToDirectory(file, folder);
        await OpenSsl.RunAsync("cms", "-verify", "-binary", "-inform", "DER", "-in", Path.Combine(folder, "signature"),
            "-content", Path.Combine(folder, "manifest.json"), "-CAfile", silo.RootFile, "-purpose", "any", "-out", "/dev/null");
        return folder;
    }

    private async Task<JsonElement> PostAsync(string path, object body)
    {
        using var response = await silo.Client.PostAsJsonAsync(path, body, Cancellation);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonSerializer.Deserialize<JsonElement>(text);
    }
}
