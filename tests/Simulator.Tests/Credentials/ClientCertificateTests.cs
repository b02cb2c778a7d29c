using System.Security.Cryptography.X509Certificates;
using Push.Simulator.Tests.Fixtures;
using Push.Testing;

namespace Push.Simulator.Tests.Credentials;

public sealed class ClientCertificateTests : IDisposable
{
    private readonly TestAuthority _authority = new();

    public static TheoryData<TestClientCertificate, string, string?> Topics => new()
    {
        { new(), "com.example.app", null },
        { new(), "com.example.app.voip", null },
        { new(), "com.example.other", "TopicDisallowed" },
        { new(), "", "MissingTopic" },
        { new() { Topics = [] }, "com.example.app", null },
        { new() { Topics = [] }, "com.example.app.voip", "TopicDisallowed" },
        { new() { Topics = [] }, "", null },
        { new() { Topics = [], Uid = null }, "com.example.app", "BadCertificate" },
        { new() { Validity = Validity.Past }, "com.example.app", "BadCertificate" },
    };

    [Theory]
    [MemberData(nameof(Topics))]
    public async Task Topic_IsOneOfTheCertificates(TestClientCertificate looks, string topic, string? reason)
    {
        await using ApnsSimulator simulator = await Start.CertificateAsync();
        using X509Certificate2 certificate = _authority.Client(looks);
        using PushClient client = new(simulator, certificate);

        PushAnswer answer = await client.SendAsync(
            topic.Length == 0 ? PushClient.Without("apns-topic") : PushClient.Header("apns-topic", topic));

        Assert.Equal(reason, answer.Reason);
    }

    [Theory]
    [InlineData(true, false, SimulatedEnvironment.Production, "BadCertificateEnvironment")]
    [InlineData(true, false, SimulatedEnvironment.Sandbox, null)]
    [InlineData(false, true, SimulatedEnvironment.Sandbox, "BadCertificateEnvironment")]
    [InlineData(false, true, SimulatedEnvironment.Production, null)]
    [InlineData(true, true, SimulatedEnvironment.Production, null)]
    [InlineData(true, false, SimulatedEnvironment.Any, null)]
    public async Task Environment_IsOneOfTheCertificates(
        bool sandbox, bool production, SimulatedEnvironment environment, string? reason)
    {
        await using ApnsSimulator simulator = await Start.CertificateAsync(o => o with { Environment = environment });
        using X509Certificate2 certificate = _authority.Client(new() { Sandbox = sandbox, Production = production });
        using PushClient client = new(simulator, certificate);

        PushAnswer answer = await client.SendAsync();

        Assert.Equal(reason, answer.Reason);
    }

    [Fact]
    public async Task Certificate_LeftOut_IsAMissingCredential()
    {
        await using ApnsSimulator simulator = await Start.CertificateAsync();
        using PushClient client = new(simulator);

        PushAnswer answer = await client.SendAsync();

        Assert.Equal((403, "MissingProviderToken"), (answer.Status, answer.Reason));
    }

    [Fact]
    public async Task Token_BesideACertificate_IsIgnored()
    {
        await using ApnsSimulator simulator = await Start.CertificateAsync();
        using X509Certificate2 certificate = _authority.Client(new());
        using PushClient client = new(simulator, certificate);

        PushAnswer answer = await client.SendAsync(PushClient.Header("authorization", "bearer nonsense"));

        Assert.Equal(200, answer.Status);
    }

    [Fact]
    public async Task PushType_ForTokensOnly_IsDisallowed()
    {
        await using ApnsSimulator simulator = await Start.CertificateAsync();
        using X509Certificate2 certificate = _authority.Client(new() { Topics = ["com.example.app.location-query"] });
        using PushClient client = new(simulator, certificate);

        PushAnswer answer = await client.SendAsync(r =>
        {
            PushClient.Header("apns-topic", "com.example.app.location-query")(r);
            PushClient.Header("apns-push-type", "location")(r);
        });

        Assert.Equal((400, "TopicDisallowed"), (answer.Status, answer.Reason));
    }

    public void Dispose() => _authority.Dispose();
}
