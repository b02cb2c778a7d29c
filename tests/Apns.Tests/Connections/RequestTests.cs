using System.Text;
using Push.Http2.Hpack;

namespace Push.Apns.Tests.Connections;

/// <summary>What a notification looks like on the wire.</summary>
public sealed class RequestTests
{
    private static byte[] Answer(int stream, string block = Block.Ok) =>
        Wire.Headers((uint)stream, Wire.EndHeaders | Wire.EndStream, block);

    [Fact]
    public async Task Request_AllHeaders_AreWritten()
    {
        var (peer, connection) = await HandPeer.ConnectAsync(TestOptions.WithTokens);
        await using (peer)
        await using (connection)
        {
            var content = TestOptions.Content with
            {
                Expiration = Expiration.FromEpochSeconds(1_700_000_000),
                CollapseId = "größe",
                Priority = 5,
            };
            _ = connection.Send(0xab, content);
            var request = await peer.RequestAsync();
            Assert.Equal(
                [
                    (":method", "POST"), (":scheme", "https"), (":authority", "apns.test:2197"),
                    (":path", "/3/device/" + string.Concat(Enumerable.Repeat("ab", 32))),
                    ("authorization", "bearer first"), ("apns-id", TestOptions.To(0xab).Id.ToString()!),
                    ("apns-topic", "com.example.app"), ("apns-push-type", "alert"), ("apns-priority", "5"),
                    ("apns-expiration", "1700000000"), ("apns-collapse-id", "größe"),
                ],
                request.Headers);
            Assert.Equal(content.Payload.ToArray(), request.Body);
        }
    }

    [Fact]
    public async Task Request_HeadersLeftOut_AreNotWritten()
    {
        var (peer, connection) = await HandPeer.ConnectAsync();
        await using (peer)
        await using (connection)
        {
            _ = connection.Send(1, new NotificationContent { Payload = "{}"u8.ToArray() });
            var names = (await peer.RequestAsync()).Headers.Select(h => h.Name);
            Assert.Equal([":method", ":scheme", ":authority", ":path", "apns-id"], names);
        }
    }

    [Fact]
    public async Task Request_ExpirationOneAttempt_Is0()
    {
        var (peer, connection) = await HandPeer.ConnectAsync();
        await using (peer)
        await using (connection)
        {
            _ = connection.Send(1, TestOptions.Content with { Expiration = Expiration.OneAttempt });
            Assert.Equal("0", (await peer.RequestAsync())["apns-expiration"]);
        }
    }

    [Fact]
    public async Task Request_DefaultPort_IsLeftOutOfTheAuthority()
    {
        var (peer, connection) = await HandPeer.ConnectAsync(o => o with { Endpoint = new ApnsEndpoint("api.push.apple.com") });
        await using (peer)
        await using (connection)
        {
            _ = connection.Send();
            Assert.Equal("api.push.apple.com", (await peer.RequestAsync())[":authority"]);
        }
    }

    [Fact]
    public async Task Request_NoId_GetsOneAndReturnsIt()
    {
        var (peer, connection) = await HandPeer.ConnectAsync();
        await using (peer)
        await using (connection)
        {
            var send = connection.SendAsync(TestOptions.To(1) with { Id = null }, TestContext.Current.CancellationToken);
            var request = await peer.RequestAsync();
            await peer.SendAsync(Answer(request.Stream));
            Assert.Equal(request["apns-id"], (await send).Id.ToString());
        }
    }

    [Fact]
    public async Task Request_Repeated_CostsAByteForEachHeaderThatRepeats()
    {
        var (peer, connection) = await HandPeer.ConnectAsync();
        await using (peer)
        await using (connection)
        {
            _ = connection.Send(1);
            await peer.NextAsync(PeerFrame.Headers);
            _ = connection.Send(2);
            var block = (await peer.NextAsync(PeerFrame.Headers)).Payload;
            // Six indexed fields; path: name, length, 74 digits; id: literal name of 6 coded bytes, length, 36 digits.
            Assert.Equal(6 + 2 + 74 + 2 + 6 + 1 + 36, block.Length, 2.0);
        }
    }

    [Theory]
    [InlineData(false, 0x1f)] // Literal never indexed, name 23 (15 + 8).
    [InlineData(true, 0x80)]
    public async Task Authorization_ByOption_IsIndexedOrNeverIndexed(bool index, int pattern)
    {
        var (peer, connection) = await HandPeer.ConnectAsync(o => TestOptions.WithTokens(o) with { IndexAuthorization = index });
        await using (peer)
        await using (connection)
        {
            _ = connection.Send(1);
            var decoder = new HpackDecoder();
            PeerRequest.Decode(decoder, (await peer.NextAsync(PeerFrame.Headers)).Payload);
            await peer.SendAsync(Answer(1));
            _ = connection.Send(2);
            var block = (await peer.NextAsync(PeerFrame.Headers)).Payload;
            var literal = Encoding.ASCII.GetBytes("bearer first");
            var at = block.AsSpan().IndexOf(literal);
            if (index) Assert.Equal(-1, at);
            else Assert.Equal((pattern, 8, literal.Length), (block[at - 3], block[at - 2], block[at - 1]));
            Assert.Contains(("authorization", "bearer first"), PeerRequest.Decode(decoder, block));
        }
    }

    [Fact]
    public async Task Authorization_TokenRenewed_IsUsedFromTheNextRequestOn()
    {
        var source = new FixedTokenSource();
        var (peer, connection) = await HandPeer.ConnectAsync(
            o => o with { Credential = new TokenCredential(source), IndexAuthorization = true });
        await using (peer)
        await using (connection)
        {
            _ = connection.Send(1);
            Assert.Equal("bearer first", (await peer.RequestAsync())["authorization"]);
            await peer.SendAsync(Answer(1));
            source.Token = FixedTokenSource.Make("second");
            _ = connection.Send(2);
            Assert.Equal("bearer second", (await peer.RequestAsync())["authorization"]);
        }
    }

    [Fact]
    public async Task Values_ThatVary_NeverEnterTheTable()
    {
        var (peer, connection) = await HandPeer.ConnectAsync();
        await using (peer)
        await using (connection)
        {
            var decoder = new HpackDecoder();
            var size = 0;
            for (byte i = 0; i < 20; i++)
            {
                var content = TestOptions.Content with { CollapseId = $"c{i}", Expiration = Expiration.FromEpochSeconds(1000 + i) };
                _ = connection.Send(i, content);
                PeerRequest.Decode(decoder, (await peer.NextAsync(PeerFrame.Headers)).Payload);
                if (i == 0) size = decoder.TableSize;
                Assert.Equal(size, decoder.TableSize);
            }

            // Authority, topic, push type and priority.
            Assert.InRange(size, 4 * 33, 300);
        }
    }

    [Fact]
    public async Task Topics_Hundreds_DontThrashTheTable()
    {
        var (peer, connection) = await HandPeer.ConnectAsync(settings: "0003000003e8");
        await using (peer)
        await using (connection)
        {
            for (var i = 0; i < 200; i++)
            {
                _ = connection.Send(1, TestOptions.Content with { Topic = $"com.example.app{i}" });
                Assert.Equal($"com.example.app{i}", (await peer.RequestAsync())["apns-topic"]);
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(4096)]
    [InlineData(65536)]
    public async Task TableSize_ChangedInMidConnection_IsObeyed(int size)
    {
        var (peer, connection) = await HandPeer.ConnectAsync();
        await using (peer)
        await using (connection)
        {
            await peer.AcknowledgedAsync();
            _ = connection.Send(1);
            await peer.RequestAsync();
            await peer.SetTableSizeAsync(size);
            for (byte i = 2; i < 6; i++)
            {
                _ = connection.Send(i);
                Assert.Equal("com.example.app", (await peer.RequestAsync())["apns-topic"]);
            }
        }
    }

    [Fact]
    public async Task TableSize_ChangedTwiceBetweenTwoBlocks_PassesThroughTheSmallest()
    {
        var (peer, connection) = await HandPeer.ConnectAsync();
        await using (peer)
        await using (connection)
        {
            await peer.AcknowledgedAsync();
            _ = connection.Send(1);
            await peer.RequestAsync();
            await peer.SetTableSizeAsync(0);
            await peer.SetTableSizeAsync(4096);
            _ = connection.Send(2);
            // 0x20: size 0; 3f e1 1f: size 4,096.
            var head = await peer.NextAsync(PeerFrame.Headers);
            Assert.Equal("203fe11f", Hex.Of(head.Payload.AsSpan(0, 4)));
        }
    }
}
