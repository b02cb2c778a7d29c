using Push.Apns.Connections;

namespace Push.Apns.Tests.Connections;

/// <summary>What sends allocate, peer and pipes included. Alone, since the figures are those of the process.</summary>
[Collection(nameof(Alone))]
public sealed class ConnectionAllocationTests
{
    /// <summary>Over TLS and TCP as in life: streams of our own would allocate by themselves.</summary>
    private static async Task<(EchoPeer Peer, ApnsConnection Connection)> ConnectAsync()
    {
        await using var tls = new TlsPeer();
        var server = tls.AcceptAsync();
        var connecting = ApnsConnection.ConnectAsync(
            TestOptions.WithoutTokens with
            {
                Endpoint = new ApnsEndpoint("localhost", tls.Port),
                AdditionalRoots = tls.Roots,
                TemplateValues = new OneText(),
            },
            TestContext.Current.CancellationToken);
        var peer = new EchoPeer(await server);
        return (peer, await connecting);
    }

    [Fact]
    public Task Batch_Large_AllocatesNothingPerNotification() => AllocatesNothingPerNotificationAsync(TestOptions.Content);

    [Fact]
    public Task Batch_Template_AllocatesNothingPerNotification() => AllocatesNothingPerNotificationAsync(
        TemplateSendTests.Template("""{"aps":{"alert":{"title":"Hi {{name|friend}}","body":"{{order}} is on its way"}}}"""));

    private static async Task AllocatesNothingPerNotificationAsync(NotificationContent content)
    {
        var (peer, connection) = await ConnectAsync();
        await using (peer)
        await using (connection)
        {
            const int Count = 50_000;
            var (recipients, results) = (TestOptions.Recipients(Count), new AttemptResult[Count]);
            for (var i = 0; i < Count; i++) recipients[i] = recipients[i] with { Values = "Ann"u8.ToArray() };
            var fewest = double.MaxValue;
            // The peer shares the process; it allocates nothing per request either, once it is warm.
            for (var round = 0; round < 5; round++)
            {
                var before = GC.GetTotalAllocatedBytes(precise: true);
                await connection.SendBatchAsync(
                    content, recipients, results, TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
                fewest = Math.Min(fewest, (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)Count);
            }

            Assert.All(results, r => Assert.Equal(AttemptOutcome.Accepted, r.Outcome));
            Assert.InRange(fewest, 0, 1.0);
        }
    }

    [Fact]
    public async Task Single_OneAfterTheOther_AllocatesLittle()
    {
        var (peer, connection) = await ConnectAsync();
        await using (peer)
        await using (connection)
        {
            const int Count = 2000;
            var notification = TestOptions.To(1);
            var fewest = double.MaxValue;
            for (var round = 0; round < 5; round++)
            {
                var before = GC.GetTotalAllocatedBytes(precise: true);
                for (var i = 0; i < Count; i++) await connection.SendAsync(notification, CancellationToken.None);
                fewest = Math.Min(fewest, (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)Count);
            }

            Assert.InRange(fewest, 0, 200);
        }
    }
}
