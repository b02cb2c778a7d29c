using System.Security.Cryptography.X509Certificates;
using Push.Apns.Tests.Connections;
using Push.Testing;

namespace Push.Apns.Tests.Broadcast;

/// <summary>The management of channels, against Kestrel.</summary>
public sealed class ChannelClientTests : IAsyncLifetime
{
    private const string Bundle = "com.example.app";

    private readonly FixedTokenSource _source = new();
    private ChannelServer _server = null!;
    private ChannelClient _client = null!;

    private static CancellationToken Test => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await ChannelServer.StartAsync();
        _client = Client([_server.Root]);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Channel_FromBeginningToEnd_IsMadeReadListedAndDeleted()
    {
        var made = await _client.CreateAsync(Bundle, ChannelStorage.MostRecent, Test);
        Assert.Equal((AttemptOutcome.Accepted, 201, ChannelStorage.MostRecent), (made.Outcome, made.Status, made.Storage));
        Assert.Equal(1, _server.Channels[made.ChannelId!]);

        var read = await _client.ReadAsync(Bundle, made.ChannelId!, Test);
        Assert.Equal((made.ChannelId, ChannelStorage.MostRecent), (read.ChannelId, read.Storage));
        Assert.Equal([made.ChannelId!], (await _client.ListAsync(Bundle, Test)).ChannelIds);
        Assert.Equal(204, (await _client.DeleteAsync(Bundle, made.ChannelId!, Test)).Status);

        var gone = await _client.ReadAsync(Bundle, made.ChannelId!, Test);
        Assert.Equal("Rejected: 400 ChannelNotRegistered", gone.ToString());
        Assert.NotNull(gone.RequestId);
        Assert.Empty((await _client.ListAsync(Bundle, Test)).ChannelIds!);
    }

    [Fact]
    public async Task Requests_OnTheWire_AreAppleS()
    {
        var id = (await _client.CreateAsync(Bundle, ChannelStorage.None, Test)).ChannelId!;
        await _client.ReadAsync(Bundle, id, Test);
        await _client.DeleteAsync(Bundle, id, Test);
        await _client.ListAsync(Bundle, Test);
        Assert.Equal(
            [("POST", "channels", false), ("GET", "channels", true), ("DELETE", "channels", true), ("GET", "all-channels", false)],
            _server.Requests.Select(r => (r.Method, r.Path[$"/1/apps/{Bundle}/".Length..], r.Headers.ContainsKey("apns-channel-id"))));
        var post = _server.Requests.First();
        Assert.Equal("""{"message-storage-policy":0,"push-type":"LiveActivity"}""", post.Body);
        Assert.Equal(("bearer first", "application/json"), (post.Headers["authorization"], post.Headers["content-type"]));
    }

    [Fact]
    public async Task Token_Expired_IsRenewedOnce()
    {
        _server.Refuse = request => request.Headers["authorization"] == "bearer first" ? (403, "ExpiredProviderToken") : null;
        Assert.Equal(AttemptOutcome.Accepted, (await _client.ListAsync(Bundle, Test)).Outcome);
        _server.Refuse = _ => (403, "ExpiredProviderToken");
        Assert.Equal("Rejected: 403 ExpiredProviderToken", (await _client.ListAsync(Bundle, Test)).ToString());
        Assert.Equal((2, 4), (_source.Renewals, _server.Requests.Count));
    }

    [Fact]
    public async Task Token_RenewalFails_TheAnswerStands()
    {
        _server.Refuse = _ => (403, "ExpiredProviderToken");
        Exception[] faults =
            [new CredentialException(CredentialFault.Unreadable, "The key is gone."), new OperationCanceledException(), new InvalidOperationException()];
        foreach (var fault in faults)
        {
            _source.Fault = fault;
            Assert.Equal("Rejected: 403 ExpiredProviderToken", (await _client.ListAsync(Bundle, Test)).ToString());
        }

        Assert.Equal(3, _server.Requests.Count);
    }

    [Theory]
    [InlineData(400, "FeatureNotEnabled")]
    [InlineData(400, "CannotCreateChannelConfig")]
    [InlineData(403, "TopicMismatch")]
    [InlineData(503, "Service Unavailable")]
    public async Task Create_Refused_IsAValue(int status, string reason)
    {
        _server.Refuse = _ => (status, reason);
        var reply = await _client.CreateAsync(Bundle, ChannelStorage.None, Test);
        Assert.Equal((AttemptOutcome.Rejected, status, reason, true), (reply.Outcome, reply.Status, reply.Reason!.Text, reply.Reason.IsKnown));
    }

    [Fact]
    public async Task Server_NotTrustedOrNotThere_IsNotSentWithTheReason()
    {
        using (var stranger = Client([]))
        {
            var reply = await stranger.ListAsync(Bundle, Test);
            Assert.Equal((AttemptOutcome.NotSent, AttemptCause.NoConnection), (reply.Outcome, reply.Cause));
            Assert.Contains("is not trusted", reply.Failure, StringComparison.Ordinal);
        }

        using var lonely = Client([_server.Root]);
        await _server.DisposeAsync();
        Assert.Equal(AttemptCause.NoConnection, (await lonely.ListAsync(Bundle, Test)).Cause);
    }

    [Fact]
    public async Task Ids_ThatCouldEndALine_AreRefusedBeforeAnythingIsSent()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => _client.ReadAsync(Bundle, "a\r\nb", Test));
        await Assert.ThrowsAsync<ArgumentException>(() => _client.ListAsync("../x", Test));
        Assert.Empty(_server.Requests);
    }

    [Theory]
    [InlineData(ApnsEnvironment.Production, "api-manage-broadcast.push.apple.com:2196")]
    [InlineData(ApnsEnvironment.Sandbox, "api-manage-broadcast.sandbox.push.apple.com:2195")]
    public void Endpoint_OfAnEnvironment_IsAppleS(ApnsEnvironment environment, string endpoint) =>
        Assert.Equal(endpoint, ChannelClientOptions.EndpointOf(environment).ToString());

    private ChannelClient Client(X509Certificate2Collection roots) => new(new ChannelClientOptions
    {
        Endpoint = new ApnsEndpoint("localhost", _server.Port),
        Credential = new TokenCredential(_source),
        AdditionalRoots = roots,
    });
}
