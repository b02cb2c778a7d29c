using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Push.Silo.Http.DeviceServices;

namespace Push.Silo.Http.Wallet;

/// <summary>Passes of a test, as their issuer and their devices see them.</summary>
internal static class Passes
{
    public const string Token = "0123456789abcdef";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Stores a pass that shows a text.</summary>
    public static async Task<JsonElement> StoreAsync(this PackageSilo silo, string serial, string text, object? files = null)
    {
        var pass = new
        {
            organizationName = "Coffee",
            description = "Coffee card",
            storeCard = new { primaryFields = new[] { new { key = "balance", label = "Balance", value = text } } },
        };
        var response = await silo.Client.PutAsJsonAsync($"/passes/{PackageSilo.PassType}/{serial}",
            new { pass, files, authenticationToken = Token }, Cancellation);
        var body = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.True(response.IsSuccessStatusCode, body);
        return JsonSerializer.Deserialize<JsonElement>(body);
    }

    public static string Registration(this PackageSilo silo, string device, string serial) =>
        $"{silo.Wallet}/devices/{device}/registrations/{PackageSilo.PassType}/{serial}";

    /// <summary>Registers by HttpClient, for when there are many.</summary>
    public static async Task RegisterAsync(this PackageSilo silo, string device, string serial, byte[] pushToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, silo.Registration(device, serial))
        {
            Content = JsonContent.Create(new { pushToken = Convert.ToHexString(pushToken) }),
        };
        request.Headers.TryAddWithoutValidation("Authorization", $"ApplePass {Token}");
        using var response = await silo.Client.SendAsync(request, Cancellation);
        Assert.Equal(201, (int)response.StatusCode);
    }

    /// <summary>What changed since a tag; null for nothing.</summary>
    public static async Task<(string[] Serials, string Tag)?> UpdatedAsync(this PackageSilo silo, string device, string? tag = null)
    {
        var (status, body) = await Curl.AskAsync("GET",
            $"{silo.Wallet}/devices/{device}/registrations/{PackageSilo.PassType}{(tag is null ? "" : $"?passesUpdatedSince={tag}")}");
        if (status == 204) return null;
        Assert.Equal(200, status);
        var reply = JsonSerializer.Deserialize<JsonElement>(body);
        return ([.. reply.GetProperty("serialNumbers").EnumerateArray().Select(serial => serial.GetString()!).Order()],
            reply.GetProperty("lastUpdated").GetString()!);
    }

    /// <summary>How many update pushes each token got, once a condition holds for them.</summary>
    public static async Task<Dictionary<string, int>> WaitForPushesAsync(this PackageSilo silo, Func<Dictionary<string, int>, bool> condition)
    {
        Dictionary<string, int> pushes = [];
        await silo.WaitForAsync(() =>
        {
            pushes = silo.Apns.Notifications.GroupBy(push => push.Token).ToDictionary(push => push.Key, push => push.Count());
            return Task.FromResult(condition(pushes));
        });
        return pushes;
    }

    public static Task WaitUntilAnnouncedAsync(this PackageSilo silo, string serial) => silo.WaitForAsync(async () =>
        !(await silo.Client.GetFromJsonAsync<JsonElement>($"/passes/{PackageSilo.PassType}/{serial}", Cancellation))
            .GetProperty("isAnnouncing").GetBoolean());

    /// <summary>The push tokens of all devices that have a pass.</summary>
    public static async Task<IReadOnlyList<string>> RegisteredTokensAsync(this PackageSilo silo, string serial)
    {
        var tokens = new List<string>();
        for (var (page, pages) = (0, 1); page < pages; page++)
        {
            var reply = await silo.Client.GetFromJsonAsync<JsonElement>(
                $"/passes/{PackageSilo.PassType}/{serial}/registrations?page={page}", Cancellation);
            pages = reply.GetProperty("pages").GetInt32();
            tokens.AddRange(reply.GetProperty("devices").EnumerateArray().Select(device => device.GetProperty("pushToken").GetString()!));
        }
        return tokens;
    }

    /// <summary>Looks until a condition holds.</summary>
    public static async Task WaitForAsync(this PackageSilo silo, Func<Task<bool>> condition)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < Patience, $"It did not come to be. {silo.Apns.Stats.Answers}");
            await Task.Delay(TimeSpan.FromMilliseconds(20), Cancellation);
        }
    }
}
