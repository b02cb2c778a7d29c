using System.Text;
using Push.Apns.Connections;
using Push.Apns.Tests.Connections;
using Push.Testing;

namespace Push.Apns.Tests.Broadcast;

public sealed class BroadcastTests
{
    private static readonly Apns.Broadcast Update = new()
    {
        BundleId = "com.example.app",
        ChannelId = "dHN0LXNyY2gtY2hubA==",
        Payload = """{"aps":{"timestamp":1700000000,"event":"update","content-state":{"home":1}}}"""u8.ToArray(),
        Expiration = Expiration.FromEpochSeconds(1_800_000_000),
        Priority = 5,
    };

    [Fact]
    public async Task Publish_OnTheWire_HasWhatAppleAsksForAndNoDevice()
    {
        var (peer, connection) = await HandPeer.ConnectAsync(TestOptions.WithTokens);
        await using (peer)
        await using (connection)
        {
            var id = Guid.NewGuid();
            var publishing = connection.PublishAsync(Update, id, TestContext.Current.CancellationToken).AsTask();
            var request = await peer.RequestAsync();
            var answered = Guid.NewGuid();
            await peer.SendAsync(Wire.Headers(
                (uint)request.Stream, Wire.EndHeaders | Wire.EndStream, Block.Ok + Block.Field("apns-request-id", $"{answered}")));
            var result = await publishing;
            Assert.Equal(
                [
                    (":method", "POST"), (":scheme", "https"), (":authority", "apns.test:2197"), (":path", "/4/broadcasts/apps/com.example.app"),
                    ("apns-channel-id", "dHN0LXNyY2gtY2hubA=="), ("authorization", "bearer first"), ("apns-request-id", $"{id}"),
                    ("apns-push-type", "liveactivity"), ("apns-priority", "5"), ("apns-expiration", "1800000000"),
                ],
                request.Headers);
            Assert.Equal(Update.Payload.ToArray(), request.Body);
            Assert.Equal((AttemptOutcome.Accepted, answered), (result.Outcome, result.Id));
        }
    }

    [Fact]
    public async Task Publish_ToKestrel_IsAcceptedOrRefusedForTheChannel()
    {
        await using var server = await ChannelServer.StartAsync();
        server.Channels[Update.ChannelId] = 1;
        await using var client = new ApnsClient(new ApnsConnectionOptions
        {
            Endpoint = new ApnsEndpoint("localhost", server.Port),
            Credential = new TokenCredential(new FixedTokenSource()),
            AdditionalRoots = [server.Root],
        });
        var stop = TestContext.Current.CancellationToken;
        Assert.Equal("Accepted", (await client.PublishAsync(Update, cancellationToken: stop)).ToString());
        server.Channels.Clear();
        Assert.Equal("Rejected: 400 ChannelNotRegistered", (await client.PublishAsync(Update, cancellationToken: stop)).ToString());
    }

    [Fact]
    public void Validate_EachField_NamesItsRule()
    {
        Assert.Empty(Update.Validate());
        Breaks(Update with { BundleId = "com example" }, "bundle-id", "letters");
        Breaks(Update with { ChannelId = "" }, "channel", "is needed");
        Breaks(Update with { Expiration = Expiration.Unspecified }, "expiration", "must be given");
        Breaks(Update with { Priority = 1 }, "priority", "10 or 5");
        Breaks(Update with { Payload = Sized(5121) }, "payload", "5120");
        Assert.Empty((Update with { Payload = Sized(5120) }).Validate());
    }

    private static byte[] Sized(int length)
    {
        const string shell = """{"aps":{"timestamp":1700000000,"event":"update","content-state":{"x":""}}}""";
        return Encoding.UTF8.GetBytes(shell.Replace("\"\"", $"\"{new string('x', length - shell.Length)}\"", StringComparison.Ordinal));
    }

    private static void Breaks(Apns.Broadcast broadcast, string field, string rule)
    {
        var violation = Assert.Single(broadcast.Validate());
        Assert.Equal(field, violation.Field);
        Assert.Contains(rule, violation.Rule.Replace(",", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }
}
