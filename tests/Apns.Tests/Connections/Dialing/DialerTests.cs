using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using Push.Apns.Connections;

namespace Push.Apns.Tests.Connections;

/// <summary>Connecting, and each way in which it fails, with a kind and words of its own.</summary>
public sealed class DialerTests : IAsyncDisposable
{
    private readonly TlsPeer _server = new();
    private readonly List<SslStream> _streams = [];

    private static CancellationToken Test => TestContext.Current.CancellationToken;

    private ApnsConnectionOptions Options => TestOptions.WithoutTokens with
    {
        Endpoint = new ApnsEndpoint("localhost", _server.Port),
        AdditionalRoots = _server.Roots,
        Resolve = (_, _) => Task.FromResult(new[] { IPAddress.Loopback }),
    };

    public async ValueTask DisposeAsync()
    {
        foreach (var stream in _streams) await stream.DisposeAsync();
        await _server.DisposeAsync();
    }

    private static async Task<ApnsConnectException> FailAsync(ApnsConnectionOptions options, ApnsConnectFailure failure)
    {
        var exception = await Assert.ThrowsAsync<ApnsConnectException>(() => ApnsConnection.ConnectAsync(options, Test));
        Assert.Equal(failure, exception.Failure);
        Assert.False(exception.Report.Stages[^1].Succeeded);
        return exception;
    }

    private async Task BeServerAsync(Task<SslStream> accepting)
    {
        var stream = await accepting;
        _streams.Add(stream);
        await stream.WriteAsync(Wire.Settings(HandPeer.Streams100), Test);
    }

    [Fact]
    public async Task Connect_AllWell_ReportsEveryStage()
    {
        var serving = BeServerAsync(_server.AcceptAsync());
        await using var connection = await ApnsConnection.ConnectAsync(Options, Test);
        await serving;
        var report = connection.Report;
        Assert.Equal(
            [ConnectStep.Dns, ConnectStep.Tcp, ConnectStep.Tls, ConnectStep.Settings], report.Stages.Select(s => s.Step));
        Assert.All(report.Stages, s => Assert.True(s.Succeeded));
        Assert.Equal(("h2", _server.Port), (report.Alpn, report.Address!.Port));
        Assert.Equal(SslProtocols.Tls13, report.TlsVersion);
        Assert.NotNull(report.Cipher);
        Assert.Equal(100, connection.Limits.ConcurrentStreams);
    }

    [Fact]
    public async Task Connect_ClientCertificate_IsShown()
    {
        var accepting = Task.Run(
            async () =>
            {
                var stream = new SslStream(new NetworkStream(await _server.AcceptTcpAsync(), true));
                await stream.AuthenticateAsServerAsync(_server.Options(clientCertificate: true), Test);
                return stream;
            },
            Test);
        var serving = BeServerAsync(accepting);
        await using var connection = await ApnsConnection.ConnectAsync(Options, Test);
        await serving;
        Assert.Equal(
            ((CertificateCredential)TestOptions.WithoutTokens.Credential).Certificate.Thumbprint,
            ((System.Security.Cryptography.X509Certificates.X509Certificate2)(await accepting).RemoteCertificate!).Thumbprint);
    }

    [Fact]
    public async Task Connect_NameUnknown_IsDns()
    {
        var options = Options with
        {
            Endpoint = new ApnsEndpoint("nowhere.invalid", 443),
            Resolve = (_, _) => throw new SocketException((int)SocketError.HostNotFound),
        };
        var failure = await FailAsync(options, ApnsConnectFailure.Dns);
        Assert.Contains("nowhere.invalid", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_NameServerSilent_IsDnsInTime()
    {
        var never = new TaskCompletionSource<IPAddress[]>();
        await FailAsync(
            Options with { Resolve = (_, _) => never.Task, ConnectTimeout = TimeSpan.FromMilliseconds(50) }, ApnsConnectFailure.Dns);
    }

    [Fact]
    public async Task Connect_NothingListens_IsRefused()
    {
        await _server.DisposeAsync();
        var failure = await FailAsync(Options, ApnsConnectFailure.Refused);
        Assert.Contains("127.0.0.1", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_PeerResetsAtOnce_IsReset()
    {
        var resetting = ResetAsync(Task.CompletedTask);
        await FailAsync(Options, ApnsConnectFailure.Reset);
        await resetting;
    }

    [Fact]
    public async Task Connect_PeerResetsOnceConnected_IsResetAndTheAddressReported()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        var clock = new ResetClock(socket);
        var resetting = ResetAsync(clock.Connected);
        var failure = await Assert.ThrowsAsync<ApnsConnectException>(
            () => Dialer.DialAsync(DialRequest.For(Options) with { Open = _ => socket }, new ConnectLog(clock), Test));
        Assert.Equal(ApnsConnectFailure.Reset, failure.Failure);
        Assert.Equal(_server.Port, failure.Report.Address!.Port);
        await resetting;
    }

    [Fact]
    public async Task Connect_NoSocketToBeHad_IsLocal()
    {
        var request = DialRequest.For(Options) with { Open = _ => throw new SocketException((int)SocketError.TooManyOpenSockets) };
        var failure = await Assert.ThrowsAsync<ApnsConnectException>(
            () => Dialer.DialAsync(request, new ConnectLog(TimeProvider.System), Test));
        Assert.Equal(ApnsConnectFailure.Local, failure.Failure);
        Assert.Contains("Too many open", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_FamilyThatThisMachineLacks_LeavesItToTheOther()
    {
        var serving = BeServerAsync(_server.AcceptAsync());
        var request = DialRequest.For(Options) with
        {
            Resolve = (_, _) => Task.FromResult(new[] { IPAddress.IPv6Loopback, IPAddress.Loopback }),
            Open = family => family == AddressFamily.InterNetwork
                ? new Socket(family, SocketType.Stream, ProtocolType.Tcp)
                : throw new SocketException((int)SocketError.AddressFamilyNotSupported),
        };
        var transport = await Dialer.DialAsync(request, new ConnectLog(TimeProvider.System), Test);
        await serving;
        transport.Abort();
    }

    [Fact]
    public async Task Connect_ServerSilentInTls_TimesOut()
    {
        var accepting = _server.AcceptTcpAsync();
        await FailAsync(Options with { ConnectTimeout = TimeSpan.FromMilliseconds(100) }, ApnsConnectFailure.TimedOut);
        (await accepting).Dispose();
    }

    [Fact]
    public async Task Connect_ServerClosesInTls_IsReset()
    {
        var accepting = Task.Run(async () => (await _server.AcceptTcpAsync()).Dispose(), Test);
        await FailAsync(Options, ApnsConnectFailure.Reset);
        await accepting;
    }

    [Fact]
    public async Task Connect_RootNotConfigured_IsUntrusted()
    {
        var serving = _server.AcceptAsync();
        var failure = await FailAsync(Options with { AdditionalRoots = null }, ApnsConnectFailure.Untrusted);
        Assert.Contains("not trusted", failure.Message, StringComparison.Ordinal);
        await Task.WhenAny(serving);
    }

    [Fact]
    public async Task Connect_OtherRootConfigured_IsUntrusted()
    {
        using var other = new Push.Testing.TestAuthority();
        var serving = _server.AcceptAsync();
        await FailAsync(Options with { AdditionalRoots = [other.Root] }, ApnsConnectFailure.Untrusted);
        await Task.WhenAny(serving);
    }

    [Fact]
    public async Task Connect_CertificateForAnotherName_IsWrongName()
    {
        var serving = _server.AcceptAsync();
        var failure = await FailAsync(
            Options with { Endpoint = new ApnsEndpoint("api.push.apple.com", _server.Port) }, ApnsConnectFailure.WrongName);
        Assert.Contains("made out to localhost", failure.Message, StringComparison.Ordinal);
        await Task.WhenAny(serving);
    }

    [Fact]
    public async Task Connect_ServerWithoutAlpn_IsNoHttp2()
    {
        await using var server = new TlsPeer(protocols: []);
        var serving = server.AcceptAsync();
        var options = Options with { Endpoint = new ApnsEndpoint("localhost", server.Port), AdditionalRoots = server.Roots };
        await FailAsync(options, ApnsConnectFailure.NoHttp2);
        await serving;
    }

    [Fact]
    public async Task Connect_FirstAddressDead_SecondWinsAndBothAreReported()
    {
        var serving = BeServerAsync(_server.AcceptAsync());
        // The server listens on 127.0.0.1 only.
        await using var connection = await ApnsConnection.ConnectAsync(
            Options with { Resolve = (_, _) => Task.FromResult(new[] { IPAddress.Parse("127.0.0.2"), IPAddress.Loopback }) }, Test);
        await serving;
        var tcp = connection.Report.Stages.Where(s => s.Step == ConnectStep.Tcp).ToList();
        Assert.Equal([false, true], tcp.Select(s => s.Succeeded));
    }

    [Fact]
    public void Addresses_OfBothFamilies_TakeTurns()
    {
        IPAddress[] resolved = [.. new[] { "::1", "::2", "::3", "1.1.1.1", "2.2.2.2" }.Select(IPAddress.Parse)];
        Assert.Equal(["::1", "1.1.1.1", "::2", "2.2.2.2", "::3"], AddressRace.Interleave(resolved).Select(a => a.ToString()));
    }

    [Theory]
    [InlineData("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n", 407)]
    [InlineData("HTTP/1.0 403 Forbidden\r\nServer: x\r\n\r\n", 403)]
    [InlineData("SSH-2.0-OpenSSH\r\n\r\n", null)]
    public async Task Proxy_Refuses_IsProxyRefusedWithItsStatus(string answer, int? status)
    {
        var (proxy, asked) = Proxy(answer, onwards: false);
        var failure = await FailAsync(Options with { Proxy = proxy }, ApnsConnectFailure.ProxyRefused);
        Assert.Equal(status, failure.ProxyStatus);
        Assert.StartsWith($"CONNECT localhost:{_server.Port} HTTP/1.1\r\nHost: localhost:{_server.Port}\r\n", await asked, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Proxy_Agrees_TlsGoesThroughTheTunnel()
    {
        var serving = BeServerAsync(_server.AcceptAsync());
        var (proxy, asked) = Proxy("HTTP/1.1 200 Connection established\r\nVia: test\r\n\r\n", onwards: true);
        await using var connection = await ApnsConnection.ConnectAsync(Options with { Proxy = proxy }, Test);
        await serving;
        Assert.Contains(
            "Proxy-Authorization: Basic " + Convert.ToBase64String("user:se:cret"u8), await asked, StringComparison.Ordinal);
        Assert.Contains(connection.Report.Stages, s => s.Step == ConnectStep.Proxy && s.Succeeded);
    }

    [Fact]
    public async Task Proxy_ClosesAtOnce_IsReset()
    {
        var (proxy, _) = Proxy("", onwards: false);
        await FailAsync(Options with { Proxy = proxy }, ApnsConnectFailure.Reset);
    }

    private (Uri Address, Task<string> Asked) Proxy(string answer, bool onwards)
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var asked = Task.Run(
            async () =>
            {
                using var one = listener;
                var socket = await listener.AcceptSocketAsync(Test);
                var stream = new NetworkStream(socket, ownsSocket: true);
                var (buffer, length) = (new byte[4096], 0);
                while (!buffer.AsSpan(0, length).EndsWith("\r\n\r\n"u8)) length += await stream.ReadAsync(buffer.AsMemory(length), Test);
                await stream.WriteAsync(Encoding.ASCII.GetBytes(answer), Test);
                if (onwards)
                {
                    var server = new TcpClient();
                    await server.ConnectAsync(IPAddress.Loopback, _server.Port, Test);
                    _ = stream.CopyToAsync(server.GetStream(), CancellationToken.None);
                    _ = server.GetStream().CopyToAsync(stream, CancellationToken.None);
                }
                else
                {
                    stream.Close();
                }

                return Encoding.ASCII.GetString(buffer, 0, length);
            },
            Test);
        return (new Uri($"http://user:se%3Acret@127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}"), asked);
    }

    private async Task ResetAsync(Task when)
    {
        using var socket = await _server.AcceptTcpAsync();
        await when;
        socket.LingerState = new LingerOption(true, 0);
    }

    // Once the socket is connected, the time isn't told before the peer's reset has come in.
    private sealed class ResetClock(Socket socket) : TimeProvider
    {
        private readonly TaskCompletionSource _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Connected => _connected.Task;

        public override long GetTimestamp()
        {
            if (!socket.Connected) return base.GetTimestamp();
            _connected.TrySetResult();
            socket.Poll(TimeSpan.FromSeconds(20), SelectMode.SelectRead);
            return base.GetTimestamp();
        }
    }
}
