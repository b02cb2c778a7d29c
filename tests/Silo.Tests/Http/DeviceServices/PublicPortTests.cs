namespace Push.Silo.Http.DeviceServices;

public sealed class PublicPortTests : IAsyncLifetime
{
    private readonly PackageSilo _silo = new() { HasPublicPort = true };

    public ValueTask InitializeAsync() => _silo.InitializeAsync();

    public ValueTask DisposeAsync() => _silo.DisposeAsync();

    [Fact]
    public async Task PublicPort_AnswersDevices_AndNothingElse()
    {
        foreach (var path in (string[])["wallet/v1/devices/d/registrations/pass.com.example.coffee", "wallet/v1/passes/pass.com.example.coffee/1"])
            Assert.Contains(await Curl.StatusAsync("GET", _silo.PublicAddress + path), (int[])[204, 401]);
        Assert.Equal(200, await Curl.StatusAsync("POST", _silo.PublicAddress + "safari/v2/log", Curl.Data("""{"logs":["hello"]}""")));
        foreach (var path in (string[])["passes/log", "passes/pass.com.example.coffee/1", "campaigns", "health", "websites/web.com.example.shop/log"])
        {
            Assert.Equal(404, await Curl.StatusAsync("GET", _silo.PublicAddress + path));
            Assert.Equal(404, await Curl.StatusAsync("GET", _silo.PublicAddress + path, "--header", "Host: " + _silo.Client.BaseAddress!.Authority));
        }
        Assert.Equal(200, await Curl.StatusAsync("GET", _silo.Client.BaseAddress + "passes/log"));
    }
}
