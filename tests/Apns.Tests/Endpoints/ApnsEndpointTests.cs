namespace Push.Apns.Tests.Endpoints;

public sealed class ApnsEndpointTests
{
    [Fact]
    public void For_Environment_IsApplesHost()
    {
        Assert.Equal("api.push.apple.com:443", ApnsEndpoint.For(ApnsEnvironment.Production).ToString());
        Assert.Equal("api.sandbox.push.apple.com:2197",
            ApnsEndpoint.For(ApnsEnvironment.Sandbox, port: ApnsEndpoint.AlternatePort).ToString());
    }

    [Fact]
    public void For_Simulator_NeedsAPort()
    {
        Assert.Equal("localhost:8443", ApnsEndpoint.For(ApnsEnvironment.Simulator, port: 8443).ToString());
        Assert.Throws<ArgumentException>(() => ApnsEndpoint.For(ApnsEnvironment.Simulator));
    }

    [Fact]
    public void ToString_Ipv6_StandsInBrackets() =>
        Assert.Equal("[::1]:8443", new ApnsEndpoint("::1", 8443).ToString());
}
