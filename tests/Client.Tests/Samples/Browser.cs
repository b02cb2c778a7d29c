using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Push.Testing;

namespace Push.Client.Samples;

/// <summary>Chromium without a window, steered over WebDriver (W3C).</summary>
internal sealed class Browser : IAsyncDisposable
{
    private const string Started = "successfully on port ";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TempFolder _profile = new();
    private readonly Process _driver;
    private readonly HttpClient _http = new();
    private string _session = "";

    private Browser(Process driver) => _driver = driver;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<Browser> OpenAsync(string address)
    {
        var driver = Process.Start(new ProcessStartInfo("chromedriver", ["--port=0"]) { RedirectStandardOutput = true })!;
        var browser = new Browser(driver);
        try
        {
            await browser.StartAsync();
            await browser.PostAsync($"{browser._session}/url", new { url = address });
            return browser;
        }
        catch
        {
            await browser.DisposeAsync();
            throw;
        }
    }

    /// <summary>Clicks an element once it can be clicked.</summary>
    public async Task ClickAsync(string id)
    {
        await WaitAsync($"!document.getElementById('{id}').disabled");
        await EvaluateAsync($"document.getElementById('{id}').click()");
    }

    /// <summary>Waits until an expression is true on the page.</summary>
    public async Task WaitAsync(string condition)
    {
        var started = Stopwatch.GetTimestamp();
        while ((await EvaluateAsync(condition)).ValueKind != JsonValueKind.True)
        {
            if (Stopwatch.GetElapsedTime(started) > Patience)
                Assert.Fail($"It did not come to be: {condition}\n{await EvaluateAsync("document.body.innerText")}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), Cancellation);
        }
    }

    /// <summary>The value of an expression on the page.</summary>
    public async Task<JsonElement> EvaluateAsync(string expression) =>
        await PostAsync($"{_session}/execute/sync", new { script = $"return {expression}", args = Array.Empty<object>() });

    /// <summary>The page as it looks, a PNG.</summary>
    public async Task<byte[]> ScreenshotAsync()
    {
        var reply = await _http.GetFromJsonAsync<JsonElement>($"{_session}/screenshot", Cancellation);
        return reply.GetProperty("value").GetBytesFromBase64();
    }

    public async ValueTask DisposeAsync()
    {
        if (_session.Length > 0) (await _http.DeleteAsync(_session, CancellationToken.None)).Dispose();
        if (!_driver.HasExited) _driver.Kill(entireProcessTree: true);
        await _driver.WaitForExitAsync(CancellationToken.None);
        _driver.Dispose();
        _http.Dispose();
        _profile.Dispose();
    }

    private async Task StartAsync()
    {
        var port = "";
        while (port.Length == 0)
        {
            var line = await _driver.StandardOutput.ReadLineAsync(Cancellation)
                ?? throw new InvalidOperationException("chromedriver ended before it listened.");
            if (line.IndexOf(Started, StringComparison.Ordinal) is >= 0 and var at) port = line[(at + Started.Length)..].Trim('.', ' ');
        }
        _ = _driver.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var sessions = $"http://127.0.0.1:{port}/session";
        string[] flags =
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--window-size=1100,900", $"--user-data-dir={_profile.Path}",
        ];
        var options = new Dictionary<string, object> { ["goog:chromeOptions"] = new { args = flags } };
        var created = await PostAsync(sessions, new { capabilities = new { alwaysMatch = options } });
        _session = $"{sessions}/{created.GetProperty("sessionId").GetString()}";
    }

    private async Task<JsonElement> PostAsync(string url, object body)
    {
        // With its length: chromedriver doesn't read chunks.
        using var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body));
        using var response = await _http.PostAsync(url, content, Cancellation);
        var reply = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.True(response.IsSuccessStatusCode, $"{reply}");
        return reply.GetProperty("value");
    }
}
