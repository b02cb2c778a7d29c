using Push.Apns.Connections;

namespace Push.Apns.Tests.Connections;

public sealed class ProxyRulesTests
{
    [Theory]
    [InlineData("", "api.push.apple.com", true)]
    [InlineData("*", "api.push.apple.com", false)]
    [InlineData("apple.com", "api.push.apple.com", false)]
    [InlineData(".apple.com", "api.push.apple.com", false)]
    [InlineData("*.apple.com", "api.push.apple.com", false)]
    [InlineData("pineapple.com,ple.com", "api.push.apple.com", true)]
    [InlineData("localhost, api.push.apple.com", "api.push.apple.com", false)]
    [InlineData("api.push.apple.com:443", "api.push.apple.com", false)]
    [InlineData("api.push.apple.com:2197", "api.push.apple.com", true)]
    [InlineData("10.0.0.0/8", "10.1.2.3", false)]
    [InlineData("10.0.0.0/8", "11.1.2.3", true)]
    [InlineData("127.0.0.1", "127.0.0.1", false)]
    [InlineData("::1", "::1", false)]
    public void For_NoProxy_MatchesNamesNetworksAndPorts(string exceptions, string host, bool proxied)
    {
        var rules = new ProxyRules("http://proxy:3128", exceptions);
        Assert.Equal(proxied, rules.For(host, 443) is not null);
    }

    [Fact]
    public void FromEnvironment_SmallLettersAndNoScheme_Count()
    {
        var variables = new Dictionary<string, string> { ["https_proxy"] = "proxy.example:8080", ["NO_PROXY"] = "internal" };
        var rules = ProxyRules.FromEnvironment(variables.GetValueOrDefault);
        Assert.Equal(new Uri("http://proxy.example:8080"), rules.For("api.push.apple.com", 443));
        Assert.Null(rules.For("internal", 443));
        Assert.Null(ProxyRules.FromEnvironment(_ => null).For("api.push.apple.com", 443));
    }

    [Theory]
    [InlineData("socks5://proxy:1080")]
    [InlineData("https://proxy:443")]
    [InlineData("http://")]
    public void Proxy_NotHttp_IsRefused(string proxy) => Assert.Throws<FormatException>(() => new ProxyRules(proxy));
}
