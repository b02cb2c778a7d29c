using System.IO.Compression;
using System.Text.Json;
using Push.Silo.Http.DeviceServices;
using Push.Simulator;
using Push.Testing;

namespace Push.Silo.Http.Wallet;

/// <summary>The PassKit web service, driven by curl through every status of Apple's tables.</summary>
public sealed class WalletServiceTests(PackageSilo silo) : IClassFixture<PackageSilo>
{
    private const string Device = "2f4a9b1ce0d34f6f8a5b7c6d9e0f1a2b";

    private static readonly string[] Right = Curl.ApplePass(Passes.Token);
    private static readonly string[] Wrong = Curl.ApplePass("fedcba9876543210");
    private static readonly string[] Push = Curl.Data(PushBody(1));

    [Fact]
    public async Task Registration_FromFirstToLast_AnswersAsAppleSays()
    {
        await silo.StoreAsync("registered", "1");
        var url = silo.Registration(Device + "r", "registered");

        Assert.Equal(401, await Curl.StatusAsync("POST", url, Push));
        Assert.Equal(401, await Curl.StatusAsync("POST", url, [.. Push, .. Wrong]));
        Assert.Equal(401, await Curl.StatusAsync("POST", url, [.. Push, "--header", $"Authorization: Basic {Passes.Token}"]));
        Assert.Null(await silo.UpdatedAsync(Device + "r"));
        Assert.Equal(201, await Curl.StatusAsync("POST", url, [.. Push, .. Right]));
        Assert.Equal(200, await Curl.StatusAsync("POST", url, [.. Curl.Data(PushBody(2)), .. Right]));
        Assert.Equal(["registered"], (await silo.UpdatedAsync(Device + "r"))!.Value.Serials);
        Assert.Equal(401, await Curl.StatusAsync("DELETE", url, Wrong));
        Assert.Equal(200, await Curl.StatusAsync("DELETE", url, Right));
        Assert.Equal(200, await Curl.StatusAsync("DELETE", url, Right));
        Assert.Null(await silo.UpdatedAsync(Device + "r"));
    }

    [Theory]
    [InlineData("pass.com.example.coffee", "nobody")]
    [InlineData("pass.com.example.tea", "registered")]
    [InlineData("pass.com.example.coffee", "no%2Fbody")]
    [InlineData("%20", "%0a")]
    public async Task Pass_Unknown_IsAnsweredLikeAWrongToken(string passType, string serial)
    {
        var registration = $"{silo.Wallet}/devices/{Device}/registrations/{passType}/{serial}";
        Assert.Equal(401, await Curl.StatusAsync("POST", registration, [.. Push, .. Right]));
        Assert.Equal(401, await Curl.StatusAsync("DELETE", registration, Right));
        Assert.Equal(401, await Curl.StatusAsync("GET", $"{silo.Wallet}/passes/{passType}/{serial}", Right));
        Assert.Equal(401, await Curl.StatusAsync("POST", $"{silo.Wallet}/passes/{passType}/{serial}/personalize", Personalization()));
    }

    [Fact]
    public async Task Download_WithAndWithoutTimeOfTheCopy_IsSignedOrNotModified()
    {
        await silo.StoreAsync("downloaded", "1");
        var url = $"{silo.Wallet}/passes/{PackageSilo.PassType}/downloaded";
        Assert.Equal(401, await Curl.StatusAsync("GET", url));
        Assert.Equal(401, await Curl.StatusAsync("GET", url, Wrong));

        var (file, headers) = (silo.Folder["downloaded.pkpass"], silo.Folder["headers"]);
        Assert.Equal(200, await Curl.StatusAsync("GET", url, [.. Right, "--output", file, "--dump-header", headers]));
        var fields = File.ReadLines(headers).Where(line => line.Contains(':')).Select(line => line.Split(": ", 2))
            .ToDictionary(field => field[0].ToLowerInvariant(), field => field[1]);
        Assert.Equal("application/vnd.apple.pkpass", fields["content-type"]);
        string[] copy = [.. Right, "--header", $"If-Modified-Since: {fields["last-modified"]}"];
        Assert.Equal(304, await Curl.StatusAsync("GET", url, copy));
        Assert.Equal(401, await Curl.StatusAsync("GET", url, [.. Wrong, .. copy[2..]]));
        await silo.StoreAsync("downloaded", "2");
        Assert.Equal(200, await Curl.StatusAsync("GET", url, [.. copy, "--output", "/dev/null"]));

        ZipFile.ExtractToDirectory(file, silo.Folder["downloaded"]);
        await OpenSsl.RunAsync("cms", "-verify", "-binary", "-inform", "DER", "-in", silo.Folder["downloaded/signature"],
            "-content", silo.Folder["downloaded/manifest.json"], "-CAfile", silo.RootFile, "-purpose", "any", "-out", "/dev/null");
        var pass = JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(silo.Folder["downloaded/pass.json"]));
        Assert.Equal(("downloaded", Passes.Token, "https://push.example.com/wallet", TestKeys.TeamId),
            (pass.GetProperty("serialNumber").GetString(), pass.GetProperty("authenticationToken").GetString(),
            pass.GetProperty("webServiceURL").GetString(), pass.GetProperty("teamIdentifier").GetString()));
    }

    [Fact]
    public async Task Changes_TwoWithinOneSecond_AreBothFetched()
    {
        await silo.StoreAsync("twice", "1");
        await silo.RegisterAsync(Device + "t", "twice", SimulatedTokens.Good(5, 1));
        var (_, tag) = (await silo.UpdatedAsync(Device + "t"))!.Value;
        Assert.Null(await silo.UpdatedAsync(Device + "t", tag));

        var modified = new List<string>();
        for (var change = 2; change <= 3; change++)
        {
            var stored = await silo.StoreAsync("twice", $"{change}");
            modified.Add(stored.GetProperty("lastModified").GetString()!);
            await silo.WaitForPushesAsync(pushes => pushes.GetValueOrDefault(Token(5, 1)) >= change - 1);
            var updated = (await silo.UpdatedAsync(Device + "t", tag))!.Value;
            Assert.Equal(["twice"], updated.Serials);
            Assert.NotEqual(tag, updated.Tag);
            tag = updated.Tag;
            Assert.Null(await silo.UpdatedAsync(Device + "t", tag));
        }
        Assert.True(DateTimeOffset.Parse(modified[1], null) - DateTimeOffset.Parse(modified[0], null) >= TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Changes_OfManyPassesOfADevice_TakeOnePush()
    {
        for (var i = 0; i < 20; i++)
        {
            await silo.StoreAsync($"many-{i}", "1");
            await silo.RegisterAsync(Device + "m", $"many-{i}", SimulatedTokens.Good(6, 1));
        }
        var (all, tag) = (await silo.UpdatedAsync(Device + "m"))!.Value;
        Assert.Equal(20, all.Length);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => silo.StoreAsync($"many-{i}", "2")));
        await silo.WaitForPushesAsync(pushes => pushes.ContainsKey(Token(6, 1)));
        await silo.WaitUntilAnnouncedAsync("many-0");
        Assert.Equal(20, (await silo.UpdatedAsync(Device + "m", tag))!.Value.Serials.Length);
        var push = silo.Apns.Notifications.First(sent => sent.Token == Token(6, 1));
        Assert.Equal(("{}", PackageSilo.PassType, null),
            (System.Text.Encoding.UTF8.GetString(push.Body.Span), push.Header("apns-topic"), push.Header("apns-push-type")));
        // A loaded machine may take longer than the second that they have; each would be twenty otherwise.
        Assert.InRange(silo.Apns.Notifications.Count(sent => sent.Token == Token(6, 1)), 1, 3);
    }

    [Fact]
    public async Task Device_WhoseTokenIsGone_IsDroppedFromAllItsPasses()
    {
        await silo.StoreAsync("gone-1", "1");
        await silo.StoreAsync("gone-2", "1");
        await silo.RegisterAsync(Device + "g", "gone-1", SimulatedTokens.Dead(7, 1));
        await silo.RegisterAsync(Device + "g", "gone-2", SimulatedTokens.Dead(7, 1));
        await silo.RegisterAsync(Device + "h", "gone-1", SimulatedTokens.Good(7, 2));

        await silo.StoreAsync("gone-1", "2");
        await silo.WaitUntilAnnouncedAsync("gone-1");
        Assert.Null(await silo.UpdatedAsync(Device + "g"));
        Assert.Equal([Token(7, 2)], await silo.RegisteredTokensAsync("gone-1"));
        Assert.Empty(await silo.RegisteredTokensAsync("gone-2"));
    }

    [Fact]
    public async Task Pass_Deleted_IsUnknownAndItsRegistrationsForgotten()
    {
        await silo.StoreAsync("deleted", "1");
        await silo.RegisterAsync(Device + "d", "deleted", SimulatedTokens.Good(8, 1));
        Assert.Equal(204, await Curl.StatusAsync("DELETE", $"{silo.Client.BaseAddress}passes/{PackageSilo.PassType}/deleted"));
        Assert.Equal(401, await Curl.StatusAsync("GET", $"{silo.Wallet}/passes/{PackageSilo.PassType}/deleted", Right));
        Assert.Equal(404, await Curl.StatusAsync("DELETE", $"{silo.Client.BaseAddress}passes/{PackageSilo.PassType}/deleted"));
        await silo.WaitForAsync(async () => await silo.UpdatedAsync(Device + "d") is null);
        Assert.DoesNotContain(silo.Apns.Notifications, sent => sent.Token == Token(8, 1));
    }

    [Fact]
    public async Task Pass_FileOfNull_IsRefused()
    {
        var (status, body) = await Curl.AskAsync("PUT", $"{silo.Client.BaseAddress}passes/{PackageSilo.PassType}/null",
            [.. Curl.Data("""{"pass":{},"files":{"icon.png":null}}"""), "-H", "content-type: application/json"]);
        Assert.Equal(400, status);
        Assert.Contains("files: icon.png is null", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Personalize_PassThatAsksForIt_IsSignedAndKept()
    {
        await silo.StoreAsync("plain", "1");
        Assert.Equal(401, await Curl.StatusAsync("POST", $"{silo.Wallet}/passes/{PackageSilo.PassType}/plain/personalize", Personalization()));
        var asks = Convert.ToBase64String("""{"requiredPersonalizationFields":["PKPassPersonalizationFieldName"],"description":"Join"}"""u8);
        var logo = Convert.ToBase64String(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "coffee.pass", "logo@2x.png")));
        await silo.StoreAsync("personal", "1",
            new Dictionary<string, string> { ["personalization.json"] = asks, ["personalizationLogo@2x.png"] = logo });
        var url = $"{silo.Wallet}/passes/{PackageSilo.PassType}/personal/personalize";

        var signature = silo.Folder["personalization.der"];
        Assert.Equal(200, await Curl.StatusAsync("POST", url, [.. Personalization(), "--output", signature]));
        await OpenSsl.RunAsync("cms", "-verify", "-binary", "-inform", "DER", "-in", signature,
            "-content", silo.Folder.Write("token", "the-token"), "-CAfile", silo.RootFile, "-purpose", "any", "-out", "/dev/null");
        var (_, pass) = await Curl.AskAsync("GET", $"{silo.Client.BaseAddress}passes/{PackageSilo.PassType}/personal");
        Assert.Equal("Ada", JsonSerializer.Deserialize<JsonElement>(pass).GetProperty("personalization").GetProperty("fullName").GetString());
    }

    [Theory]
    [InlineData("""{"personalizationToken":"{\"pass.json\":\"0000\"}","requiredPersonalizationInfo":{}}""")]
    [InlineData("""{"personalizationToken":"","requiredPersonalizationInfo":{}}""")]
    [InlineData("""{"personalizationToken":"the-token"}""")]
    public async Task Personalize_WhatCouldBeAManifest_IsNeverSigned(string body) => Assert.Equal(400, await Curl.StatusAsync(
        "POST", $"{silo.Wallet}/passes/{PackageSilo.PassType}/personal/personalize", Curl.Data(body)));

    [Fact]
    public async Task Log_Reported_IsKeptWithinBounds()
    {
        var lines = string.Join(',', Enumerable.Range(0, 40).Select(i => $"\"line {i}\\u0007 {new string('x', 1100)}\""));
        for (var i = 0; i < 7; i++)
            Assert.Equal(200, await Curl.StatusAsync("POST", $"{silo.Wallet}/log", Curl.Data($$"""{"logs":[{{lines}}]}""")));
        var (_, body) = await Curl.AskAsync("GET", $"{silo.Client.BaseAddress}passes/log");
        var log = JsonSerializer.Deserialize<JsonElement>(body);
        Assert.Equal(200, log.GetArrayLength());
        Assert.All(log.EnumerateArray(), line => Assert.Equal(1000, line.GetProperty("text").GetString()!.Length));
        Assert.StartsWith("line 39  ", log[199].GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", 400)]
    [InlineData("null", 400)]
    [InlineData("[]", 400)]
    [InlineData("""{"pushToken":"xyz"}""", 400)]
    [InlineData("""{"pushToken":7}""", 400)]
    [InlineData("{}", 400)]
    public async Task Registration_BadBody_IsRefused(string body, int status) => Assert.Equal(status, await Curl.StatusAsync(
        "POST", silo.Registration(Device, "registered"), [.. Curl.Data(body), .. Right]));

    [Fact]
    public async Task Request_TooLarge_IsRefused()
    {
        var body = silo.Folder.Write("large", $$"""{"logs":["{{new string('x', 70_000)}}"]}""");
        Assert.Equal(413, await Curl.StatusAsync("POST", $"{silo.Wallet}/log", "--data-binary", "@" + body));
        Assert.Equal(413, await Curl.StatusAsync("POST", $"{silo.Wallet}/log", "--header", "Transfer-Encoding: chunked", "--data-binary", "@" + body));
    }

    private static string[] Personalization() => Curl.Data(
        """{"personalizationToken":"the-token","requiredPersonalizationInfo":{"fullName":"Ada"}}""");

    private static string PushBody(int index) => $$"""{"pushToken":"{{Token(4, index)}}","unknown":[1]}""";

    private static string Token(ulong seed, int index)
    {
        var token = seed == 7 && index == 1 ? SimulatedTokens.Dead(seed, index) : SimulatedTokens.Good(seed, index);
        return Convert.ToHexStringLower(token);
    }
}
