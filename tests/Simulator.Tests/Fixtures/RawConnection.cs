using System.Buffers.Binary;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace Push.Simulator.Tests.Fixtures;

/// <summary>A TLS connection to a simulator that sends any bytes and reads frames.</summary>
internal sealed class RawConnection : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly SslStream _stream;

    private RawConnection(SslStream stream) => _stream = stream;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Connects; with <paramref name="begin"/> it also sends preface and SETTINGS.</summary>
    public static async Task<RawConnection> OpenAsync(
        ApnsSimulator simulator, bool begin = true, string protocol = "h2", int? receiveBuffer = null)
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        if (receiveBuffer is { } size)
            socket.ReceiveBufferSize = size;
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, simulator.Port), Cancellation);
        SslStream stream = new(new NetworkStream(socket, ownsSocket: true));
        await stream.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = "localhost",
                ApplicationProtocols = [new SslApplicationProtocol(protocol)],
                CertificateChainPolicy = PushClient.Trust(simulator),
            },
            Cancellation);
        RawConnection connection = new(stream);
        if (begin)
            await connection.SendAsync(RawFrame.Preface, RawFrame.EmptySettings);
        return connection;
    }

    /// <summary>Sends all parts in one write.</summary>
    public async Task SendAsync(params byte[][] parts)
    {
        await _stream.WriteAsync(parts.SelectMany(p => p).ToArray(), Cancellation);
        await _stream.FlushAsync(Cancellation);
    }

    /// <summary>The next frame, or null at the end.</summary>
    public async Task<RawFrame?> ReadAsync()
    {
        byte[] header = new byte[9];
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(Limit);
        if (await _stream.ReadAtLeastAsync(header, 9, throwOnEndOfStream: false, limit.Token) < 9)
            return null;
        byte[] payload = new byte[BinaryPrimitives.ReadInt32BigEndian(header) >>> 8];
        await _stream.ReadExactlyAsync(payload, limit.Token);
        return new RawFrame(header[3], header[4], BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(5)), payload);
    }

    /// <summary>The next frame that fits; others are dropped. At the end it fails.</summary>
    public async Task<RawFrame> ReadUntilAsync(Predicate<RawFrame> fits)
    {
        while (await ReadAsync() is { } frame)
        {
            if (fits(frame))
                return frame;
        }

        throw new EndOfStreamException("The connection ended before the frame that was waited for.");
    }

    public Task<RawFrame> ReadUntilAsync(byte type, int stream = 0) =>
        ReadUntilAsync(f => f.Type == type && f.StreamId == stream);

    /// <summary>All frames to the end of the connection.</summary>
    public async Task<List<RawFrame>> ReadToEndAsync()
    {
        List<RawFrame> frames = [];
        while (await ReadAsync() is { } frame)
            frames.Add(frame);
        return frames;
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();
}
