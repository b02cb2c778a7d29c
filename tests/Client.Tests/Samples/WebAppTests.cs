using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Push.Client.Clusters;
using Push.Simulator;

namespace Push.Client.Samples;

/// <summary>The sample web app as its own process, against a running silo.</summary>
public sealed class WebAppTests
{
    private const string Listening = "Now listening on: ";

    [Fact]
    public async Task WebApp_DeviceReportedAndGreeted_SendsToApns()
    {
        await using var silo = await RunningSilo.StartAsync();
        var stop = TestContext.Current.CancellationToken;
        var start = new ProcessStartInfo(
            "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "Push.Samples.WebApp.dll"), "--urls", "http://127.0.0.1:0", "--Push:Gateway", $"{silo.Gateway}"])
        {
            RedirectStandardOutput = true,
        };
        using var app = Process.Start(start)!;
        try
        {
            using var http = new HttpClient { BaseAddress = new Uri(await AddressAsync(app.StandardOutput)) };
            var token = Convert.ToHexString(SimulatedTokens.Good(1, 1));
            var registered = await http.PostAsJsonAsync("/devices", new { token }, stop);
            Assert.Equal("Added", (await registered.Content.ReadFromJsonAsync<JsonElement>(stop)).GetProperty("result").GetString());
            var greeted = await http.PostAsJsonAsync("/greetings", new { token, text = "from WebApp" }, stop);
            Assert.Equal("Accepted", (await greeted.Content.ReadFromJsonAsync<JsonElement>(stop)).GetProperty("outcome").GetString());
            var refused = await http.PostAsJsonAsync("/devices", new { token = "abc" }, stop);
            Assert.Equal(System.Net.HttpStatusCode.BadRequest, refused.StatusCode);
            Assert.Equal(RunningSilo.Topic, Assert.Single(silo.Apns.Notifications).Header("apns-topic"));
        }
        finally
        {
            app.Kill();
            await app.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static async Task<string> AddressAsync(StreamReader output)
    {
        while (await output.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.IndexOf(Listening, StringComparison.Ordinal) is >= 0 and var at) return line[(at + Listening.Length)..];
        }

        throw new InvalidOperationException("The web app ended before it listened.");
    }
}
