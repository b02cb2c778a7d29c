using System.Security.Cryptography.X509Certificates;
using Push.Simulator.Tests.Fixtures;
using Push.Testing;

namespace Push.Simulator.Tests.Requests;

/// <summary>Each push type of Apple's table, right, and with each header wrong, by both credentials.</summary>
public sealed class PushTypeGoldenTests
{
    private const string App = "com.example.app";

    public static TheoryData<string, string, string, int, string> Table => new()
    {
        // push type, topic, priorities, largest payload, credentials
        { "alert", App, "10 5 1", 4096, "token certificate" },
        { "background", App, "5", 4096, "token certificate" },
        { "voip", App + ".voip", "10 5 1", 5120, "token certificate" },
        { "complication", App + ".complication", "10 5 1", 4096, "token certificate" },
        { "complication", App + ".h.complication", "10 5 1", 4096, "token certificate" },
        { "fileprovider", App + ".pushkit.fileprovider", "10 5 1", 4096, "token" },
        { "mdm", "com.apple.mgmt.External.1", "10 5 1", 4096, "certificate" },
        { "location", App + ".location-query", "10 5 1", 4096, "token" },
        { "liveactivity", App + ".push-type.liveactivity", "10 5", 4096, "token" },
        { "pushtotalk", App + ".voip-ptt", "10 5 1", 4096, "token certificate" },
        { "controls", App + ".push-type.controls", "10 5 1", 4096, "token certificate" },
        { "widgets", App + ".push-type.widgets", "10 5 1", 4096, "token certificate" },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public async Task PushType_WithRightAndWrongHeaders_IsAnsweredByTheTable(
        string type, string topic, string priorities, int largest, string credentials)
    {
        using TestToken token = new();
        using TestAuthority authority = new();
        using X509Certificate2 certificate = authority.Client(new() { Topics = [App, topic] });
        await using ApnsSimulator byToken = await Start.TokenAsync();
        await using ApnsSimulator byCertificate = await Start.CertificateAsync();
        using PushClient tokenClient = new(byToken);
        using PushClient certificateClient = new(byCertificate, certificate);
        bool takesToken = credentials.Contains("token", StringComparison.Ordinal);
        bool takesCertificate = credentials.Contains("certificate", StringComparison.Ordinal);
        PushClient client = takesToken ? tokenClient : certificateClient;

        foreach (string priority in new[] { "10", "5", "1" })
            Assert.Equal(priorities.Split(' ').Contains(priority) ? null : "BadPriority", await SendAsync(client, type, topic, priority));
        string right = priorities.Split(' ')[0];
        Assert.Equal(takesToken ? null : "TopicDisallowed", await SendAsync(tokenClient, type, topic, right));
        Assert.Equal(takesCertificate ? null : "TopicDisallowed", await SendAsync(certificateClient, type, topic, right));
        Assert.Equal("BadPriority", await SendAsync(client, type, topic, "2"));
        Assert.Equal(topic == App ? null : "BadTopic", await SendAsync(client, type, App, right));
        Assert.Equal("InvalidPushType", await SendAsync(client, type.ToUpperInvariant(), topic, right));
        Assert.Equal("MissingTopic", await SendAsync(client, type, "", right));
        Assert.Equal("PayloadEmpty", await SendAsync(client, type, topic, right, size: 0));
        Assert.Null(await SendAsync(client, type, topic, right, size: largest));
        Assert.Equal("PayloadTooLarge", await SendAsync(client, type, topic, right, size: largest + 1));

        async Task<string?> SendAsync(PushClient by, string name, string to, string priority, int size = 20) =>
            (await by.SendAsync(request =>
            {
                (to.Length == 0 ? PushClient.Without("apns-topic") : PushClient.Header("apns-topic", to))(request);
                PushClient.Header("apns-push-type", name)(request);
                PushClient.Header("apns-priority", priority)(request);
                PushClient.Header("authorization", token.Authorization)(request);
                PushClient.Body(size)(request);
            })).Reason;
    }

    [Fact]
    public async Task PassUpdate_WithItsOwnCertificate_NeedsNoTopicNorPushType()
    {
        using TestAuthority authority = new();
        using X509Certificate2 certificate = authority.Client(
            new() { Uid = "pass.com.example.card", CommonName = "Pass Type ID: pass.com.example.card", Topics = [], Sandbox = false });
        await using ApnsSimulator simulator = await Start.CertificateAsync(
            o => o with { Environment = SimulatedEnvironment.Production });
        using PushClient client = new(simulator, certificate);

        PushAnswer with = await SendAsync("pass.com.example.card");
        PushAnswer without = await SendAsync(null);
        PushAnswer other = await SendAsync("pass.com.example.other");

        Assert.Equal((null, null, "TopicDisallowed"), (with.Reason, without.Reason, other.Reason));

        Task<PushAnswer> SendAsync(string? topic) => client.SendAsync(request =>
        {
            (topic is null ? PushClient.Without("apns-topic") : PushClient.Header("apns-topic", topic))(request);
            request.Content = new ByteArrayContent("{}"u8.ToArray());
        });
    }
}
