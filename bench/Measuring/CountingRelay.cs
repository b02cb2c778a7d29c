using System.Net;
using System.Net.Sockets;

namespace Push.Bench.Measuring;

/// <summary>
/// Passes connections on to a sink and counts the bytes: what a notification takes on the wire with TLS and HTTP/2
/// framing, without TCP and IP headers, seen from outside for every client alike.
/// </summary>
sealed class CountingRelay : IAsyncDisposable
{
    private const int BufferSize = 256 * 1024;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _accepting;
    private readonly int _target;
    private long _toSink;

    public CountingRelay(int target)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Bytes that clients sent so far.</summary>
    public long BytesToSink => Interlocked.Read(ref _toSink);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
                connections.Add(RelayAsync(await _listener.AcceptSocketAsync(_stopping.Token)));
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task RelayAsync(Socket client)
    {
        using var sink = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        using (client)
        {
            client.NoDelay = sink.NoDelay = true;
            try
            {
                await sink.ConnectAsync(IPAddress.Loopback, _target, _stopping.Token);
                await Task.WhenAll(
                    CopyAsync(client, sink, count => Interlocked.Add(ref _toSink, count)),
                    CopyAsync(sink, client, _ => { }));
            }
            catch (Exception ended) when (ended is OperationCanceledException or SocketException)
            {
                // One side is gone: closing the other is all that is left to do.
            }
        }
    }

    private async Task CopyAsync(Socket from, Socket to, Action<int> counted)
    {
        var buffer = new byte[BufferSize];
        while (await from.ReceiveAsync(buffer, _stopping.Token) is var read and > 0)
        {
            counted(read);
            for (var sent = 0; sent < read;)
                sent += await to.SendAsync(buffer.AsMemory(sent, read - sent), _stopping.Token);
        }

        to.Shutdown(SocketShutdown.Send);
    }
}
