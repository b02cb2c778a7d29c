using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Push.Http2.Errors;
using Push.Simulator.Faults;

namespace Push.Simulator.Connections;

/// <summary>One accepted connection: TLS, then reading, until either side ends it.</summary>
internal sealed class ServerConnection(Socket socket, PushService service, SslServerAuthenticationOptions tls) : IDisposable
{
    private const int InputSize = 64 * 1024;
    private const int FlushAt = 16 * 1024;
    private const int MaxDiscarded = 1024 * 1024;

    private static readonly TimeSpan HandshakeLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan WriteLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LingerLimit = TimeSpan.FromSeconds(1);

    private readonly SslStream _stream = new(new NetworkStream(socket, ownsSocket: true));
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _finished = new();
    private ConnectionWriter? _writer;
    private ServerProtocol? _protocol;

    /// <summary>Serves the connection to its end. Whatever a peer does, this does not throw.</summary>
    public async Task RunAsync()
    {
        try
        {
            if (service.Faults.Current.NewConnections is var welcome and not NewConnections.Welcome)
            {
                await LeaveUnservedAsync(welcome).ConfigureAwait(false);
                return;
            }

            using (CancellationTokenSource limit = new(HandshakeLimit, TimeProvider.System))
                await _stream.AuthenticateAsServerAsync(tls, limit.Token).ConfigureAwait(false);
            if (_stream.NegotiatedApplicationProtocol == SslApplicationProtocol.Http2)
                await ServeAsync().ConfigureAwait(false);
        }
        catch (Exception lost) when (IsLoss(lost))
        {
            // The peer went away, or never was one: nothing that the simulator could tell anybody.
        }
        finally
        {
            Dispose();
        }
    }

    /// <summary>Sends GOAWAY; the connection ends when every stream that it counts has its answer.</summary>
    public void GoAway(string debugData, bool abrupt = false)
    {
        lock (_gate)
            _protocol?.GoAway(Http2ErrorCode.NoError, debugData, abrupt);
        if (_writer is null)
            Dispose();
        else
            Send();
    }

    /// <summary>Tells the peer what other faults mean for it.</summary>
    public void OnFaults()
    {
        lock (_gate)
            _protocol?.OnFaults();
        _writer?.Flush();
    }

    /// <summary>Ends a connection whose peer has stopped reading.</summary>
    public void CheckWrite()
    {
        if (_writer is { } writer && writer.BlockedFor > WriteLimit)
            Dispose();
    }

    /// <summary>Cuts the connection off.</summary>
    public void Dispose()
    {
        lock (_gate)
            _protocol?.Dispose();
        _finished.Cancel();
        _stream.Dispose();
        socket.Dispose();
    }

    private static bool IsLoss(Exception exception) => exception is IOException or AuthenticationException or ObjectDisposedException
        or OperationCanceledException or SocketException or InvalidOperationException;

    private async Task ServeAsync()
    {
        X509Certificate2? certificate = _stream.RemoteCertificate as X509Certificate2;
        ConnectionWriter writer = new(_stream, _gate);
        lock (_gate)
        {
            _writer = writer;
            _protocol = new ServerProtocol(service, service.CreateCredential(certificate), writer, OnElapsed);
        }

        try
        {
            await ReadAsync(writer, _protocol).ConfigureAwait(false);
        }
        catch (Http2ConnectionException violation)
        {
            service.Connections.ConnectionError();
            lock (_gate)
                _protocol.GoAway(violation.Code, violation.Message);
        }
        catch (OperationCanceledException)
        {
            // GOAWAY was carried out, or the connection is disposed.
        }

        writer.Flush();
        await EndAsync(writer, _protocol.IsCut).ConfigureAwait(false);
    }

    /// <summary>A fault keeps new connections from being served.</summary>
    private async Task LeaveUnservedAsync(NewConnections welcome)
    {
        service.Faults.Counters.Unserved();
        service.Watch.Signal();
        if (welcome == NewConnections.Silent)
            await service.Faults.WhenAsync(f => f.NewConnections != welcome, _finished.Token).ConfigureAwait(false);
    }

    /// <summary>Reads as long as bytes are there without waiting, and sends the answers to all of them together.</summary>
    private async Task ReadAsync(ConnectionWriter writer, ServerProtocol protocol)
    {
        byte[] input = new byte[InputSize];
        int length = 0;
        writer.Flush();
        while (true)
        {
            ValueTask<int> read = _stream.ReadAsync(input.AsMemory(length), _finished.Token);
            if (!read.IsCompleted)
                writer.Flush();
            int received = await read.ConfigureAwait(false);
            if (received == 0)
                return;
            length += received;
            if (service.Faults.Current.StopReading)
                await service.Faults.WhenAsync(f => !f.StopReading, _finished.Token).ConfigureAwait(false);
            bool isFull, isBackedUp, isFinished;
            lock (_gate)
            {
                int consumed = protocol.Receive(input.AsMemory(0, length));
                input.AsSpan(consumed, length - consumed).CopyTo(input);
                length -= consumed;
                isFull = writer.Pending.Length >= FlushAt;
                isBackedUp = writer.IsBackedUp;
                isFinished = protocol.IsFinished;
            }

            if (isFull)
                writer.Flush();
            if (isFinished)
                return;
            if (isBackedUp)
                await writer.IdleAsync().ConfigureAwait(false);
        }
    }

    private void OnElapsed()
    {
        lock (_gate)
            _protocol!.OnElapsed();
        Send();
    }

    /// <summary>Sends what others than the reader wrote, and ends the reading when nothing is left to do.</summary>
    private void Send()
    {
        _writer!.Flush();
        bool isFinished;
        lock (_gate)
            isFinished = _protocol!.IsFinished;
        if (isFinished)
            _finished.Cancel();
    }

    /// <summary>
    /// Says goodbye: TLS's close_notify, the end of our side, and then a moment of reading, since closing with unread bytes would
    /// make the system throw away what the peer has not read yet, GOAWAY first of all.
    /// </summary>
    private async Task EndAsync(ConnectionWriter writer, bool withoutAWord)
    {
        using CancellationTokenSource limit = new(LingerLimit, TimeProvider.System);
        await writer.IdleAsync().WaitAsync(limit.Token).ConfigureAwait(false);
        if (!withoutAWord)
            await _stream.ShutdownAsync().WaitAsync(limit.Token).ConfigureAwait(false);
        socket.Shutdown(SocketShutdown.Send);
        byte[] discarded = new byte[4096];
        for (int total = 0; total < MaxDiscarded;)
        {
            int read = await socket.ReceiveAsync(discarded, limit.Token).ConfigureAwait(false);
            if (read == 0)
                return;
            total += read;
        }
    }
}
