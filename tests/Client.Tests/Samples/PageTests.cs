namespace Push.Client.Samples;

/// <summary>The pages of the samples, used as a person would.</summary>
public sealed class PageTests
{
    [Fact]
    public async Task WalletPage_CardChanged_IsPushedAndFetched()
    {
        await using var sample = await SampleProcess.StartAsync("Wallet");
        await using var page = await Browser.OpenAsync(sample.Address);
        await page.ClickAsync("issue");
        await page.ClickAsync("add");
        await page.ClickAsync("change");
        await page.WaitAsync("document.body.dataset.updates === '1' && document.getElementById('cups').textContent === '1'");
        await page.ClickAsync("remove");
        await page.WaitAsync("document.getElementById('foot').textContent.startsWith('Removed')");
        await KeepAsync(page, "wallet");
        Assert.True((await page.EvaluateAsync(
            "[...document.querySelectorAll('.status')].every(s => /^(200|201|204|update)/.test(s.textContent))")).GetBoolean());
    }

    [Fact]
    public async Task WebsitePage_VisitorAllows_GetsTheCampaign()
    {
        await using var sample = await SampleProcess.StartAsync("Website");
        await using var page = await Browser.OpenAsync(sample.Address);
        await page.ClickAsync("allow");
        await page.ClickAsync("send");
        await page.WaitAsync("document.body.dataset.notifications === '1' && document.getElementById('title').textContent === 'Sale 1'");
        await page.ClickAsync("forbid");
        await page.WaitAsync("document.getElementById('foot').textContent.startsWith('The visitor gets nothing')");
        await KeepAsync(page, "website");
        Assert.True((await page.EvaluateAsync(
            "[...document.querySelectorAll('.status')].every(s => /^(200|201|notification)/.test(s.textContent))")).GetBoolean());
    }

    // For people: PUSH_SCREENSHOTS names a folder.
    private static async Task KeepAsync(Browser page, string name)
    {
        if (Environment.GetEnvironmentVariable("PUSH_SCREENSHOTS") is { } folder)
            await File.WriteAllBytesAsync(Path.Combine(folder, name + ".png"), await page.ScreenshotAsync());
    }
}
