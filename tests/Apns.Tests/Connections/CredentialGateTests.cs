using Microsoft.Extensions.Time.Testing;

namespace Push.Apns.Tests.Connections;

/// <summary>The first 403 closes a connection's gate; one probe goes out; it decides for what waits.</summary>
public sealed class CredentialGateTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Refusal_InMidFlight_LetsOneProbeOutWhichOpensTheGate(bool withTokens)
    {
        var (peer, connection) = await ConnectAsync(withTokens);
        await using (peer)
        await using (connection)
        {
            var (batch, results) = connection.SendBatch(9);
            var open = await peer.RequestsAsync(3);
            await peer.SendAsync(Refusal(open[0].Stream));
            await peer.SendAsync(Answer(open[1].Stream));
            Assert.Empty(await peer.SeenAsync(PeerFrame.Headers)); // It was under way before: it proves nothing.
            Assert.Equal(1, connection.StreamLimit);
            await peer.SendAsync(Refusal(open[2].Stream));
            var probe = await peer.RequestAsync();
            Assert.Empty(await peer.SeenAsync(PeerFrame.Headers));
            await peer.SendAsync(Answer(probe.Stream));
            foreach (var request in await peer.RequestsAsync(3)) await peer.SendAsync(Answer(request.Stream));
            foreach (var request in await peer.RequestsAsync(2)) await peer.SendAsync(Answer(request.Stream));
            await batch;
            Assert.Equal((7, 2), (results.Count(r => r.Outcome == AttemptOutcome.Accepted), results.Count(r => r.Status == 403)));
        }
    }

    [Fact]
    public async Task Refusal_OfTheProbeToo_SendsNothingThatWaits()
    {
        var (peer, connection) = await ConnectAsync(withTokens: true);
        await using (peer)
        await using (connection)
        {
            var single = connection.Send(2);
            await peer.SendAsync(Answer((await peer.RequestAsync()).Stream));
            await single;
            var (batch, results) = connection.SendBatch(1000);
            foreach (var request in await peer.RequestsAsync(3)) await peer.SendAsync(Refusal(request.Stream));
            await peer.SendAsync(Refusal((await peer.RequestAsync()).Stream));
            await batch;
            Assert.Equal(4, results.Count(r => r.Status == 403));
            Assert.Equal(996, results.Count(r => r.Text() == "NotSent: NoCredential"));
            var next = connection.Send(3);
            await peer.SendAsync(Answer((await peer.RequestAsync()).Stream));
            Assert.Equal("Accepted", (await next).Text());
            Assert.Equal(3, connection.StreamLimit);
        }
    }

    [Fact]
    public async Task Explain_DateOfTheRefusal_TellsOfTheClock()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero));
        var (peer, connection) = await HandPeer.ConnectAsync(options => TestOptions.WithTokens(options) with { Time = time });
        await using (peer)
        await using (connection)
        {
            var send = connection.Send();
            var stream = (uint)(await peer.RequestAsync()).Stream;
            await peer.SendAsync(
                Wire.Headers(stream, Wire.EndHeaders, Block.Status(403) + Block.Field("date", "Fri, 01 May 2026 11:20:00 GMT")),
                Wire.Data(stream, Wire.EndStream, Block.Digits("{\"reason\":\"InvalidProviderToken\"}")));
            Assert.Contains("40 min ahead", connection.Explain((await send).Reason), StringComparison.Ordinal);
        }
    }

    private static async Task<(HandPeer Peer, Push.Apns.Connections.ApnsConnection Connection)> ConnectAsync(bool withTokens)
    {
        var (peer, connection) = await HandPeer.ConnectAsync(options => withTokens ? TestOptions.WithTokens(options) : options, "000300000003");
        if (!withTokens) return (peer, connection);
        var first = connection.Send();
        await peer.SendAsync(Answer((await peer.RequestAsync()).Stream));
        await first;
        return (peer, connection);
    }

    private static byte[] Answer(int stream) => Wire.Headers((uint)stream, Wire.EndHeaders | Wire.EndStream, Block.Ok);

    private static byte[] Refusal(int stream) => Wire.Headers((uint)stream, Wire.EndHeaders | Wire.EndStream, Block.Status(403));
}
