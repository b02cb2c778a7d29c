using System.Text;
using Push.Apns.Connections;

namespace Push.Apns.Tests.Connections;

public sealed class ConnectionStartTests
{
    [Fact]
    public async Task Start_OurSide_IsPrefaceAndSettingsThenWindow()
    {
        var (peer, connection) = await HandPeer.ConnectAsync();
        await using (peer)
        await using (connection)
        {
            var settings = await peer.NextAsync(PeerFrame.Settings);
            Assert.Equal("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", Encoding.ASCII.GetString(peer.Preface));
            // Table 4,096; no push; stream window 65,535; header list 16,384.
            Assert.Equal("000100001000" + "000200000000" + "00040000ffff" + "000600004000", Hex.Of(settings.Payload));
            Assert.Equal((uint)((1 << 20) - 65_535), (await peer.NextAsync(PeerFrame.WindowUpdate)).Number);
        }
    }

    [Fact]
    public async Task Start_BeforeThePeersSettings_ConnectsNot()
    {
        var (peer, connecting) = HandPeer.Begin();
        await using (peer)
        {
            await peer.NextAsync(PeerFrame.Settings);
            Assert.False(connecting.IsCompleted);
            await peer.SendAsync(Wire.Settings(HandPeer.Streams100));
            await using var connection = await connecting;
            Assert.Equal(100, connection.StreamLimit);
        }
    }

    [Fact]
    public async Task Start_Settings_AreAcknowledgedInOrderAfterBeingApplied()
    {
        var (peer, connection) = await HandPeer.ConnectAsync();
        await using (peer)
        await using (connection)
        {
            await peer.AcknowledgedAsync();
            await peer.SendAsync(Wire.Settings("000300000007"), Wire.Settings("000300000009"), Wire.Ping());
            await peer.AcknowledgedAsync();
            await peer.AcknowledgedAsync();
            await peer.NextAsync(PeerFrame.Ping);
            Assert.Equal(9, connection.StreamLimit);
        }
    }

    [Fact]
    public async Task Start_UnknownSettings_AreIgnored()
    {
        var (peer, connection) = await HandPeer.ConnectAsync(settings: HandPeer.Streams100 + "00ff00000001" + "f0f0ffffffff");
        await using (peer)
        await using (connection) Assert.Equal(100, connection.StreamLimit);
    }

    [Fact]
    public async Task Start_GoAwayAsFirstFrame_KeepsItsReason()
    {
        var (peer, connecting) = HandPeer.Begin();
        await using (peer)
        {
            await peer.SendAsync(Wire.GoAway(0, 0, Block.Digits("""{"reason":"BadCertificateEnvironment"}""")));
            var failure = await Assert.ThrowsAsync<ApnsConnectException>(() => connecting);
            Assert.Equal(ApnsConnectFailure.Http2, failure.Failure);
            Assert.Contains("BadCertificateEnvironment", failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Start_FirstFrameIsNotSettings_IsProtocolError()
    {
        var (peer, connecting) = HandPeer.Begin();
        await using (peer)
        {
            await peer.SendAsync(Wire.Ping());
            Assert.Equal(1u, (await peer.NextAsync(PeerFrame.GoAway)).GoAwayCode);
            var failure = await Assert.ThrowsAsync<ApnsConnectException>(() => connecting);
            Assert.Equal(ApnsConnectFailure.Http2, failure.Failure);
        }
    }

    [Fact]
    public async Task Start_PeerClosesAtOnce_IsReset()
    {
        var (peer, connecting) = HandPeer.Begin();
        await using (peer)
        {
            peer.Close();
            var failure = await Assert.ThrowsAsync<ApnsConnectException>(() => connecting);
            Assert.Equal(ApnsConnectFailure.Reset, failure.Failure);
            Assert.Equal(ConnectStep.Settings, failure.Report.Stages[^1].Step);
        }
    }

    [Fact]
    public async Task Start_NoSettings_TimesOut()
    {
        var (peer, connecting) = HandPeer.Begin(o => o with { ConnectTimeout = TimeSpan.FromMilliseconds(50) });
        await using (peer)
        {
            var failure = await Assert.ThrowsAsync<ApnsConnectException>(() => connecting);
            Assert.Equal(ApnsConnectFailure.TimedOut, failure.Failure);
        }
    }

    [Fact]
    public async Task Start_OurSettingsNotAcknowledged_IsSettingsTimeout()
    {
        var (peer, connecting) = HandPeer.Begin(o => o with { Deadline = TimeSpan.FromMilliseconds(100) });
        await using (peer)
        {
            await peer.SendAsync(Wire.Settings(HandPeer.Streams100));
            await using var connection = await connecting;
            Assert.Equal(4u, (await peer.NextAsync(PeerFrame.GoAway)).GoAwayCode);
            Assert.Equal(ConnectionEndKind.ProtocolError, (await connection.Closed).Kind);
        }
    }
}
