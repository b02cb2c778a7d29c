using System.Net;
using System.Net.Sockets;

namespace Push.Simulator.Connections;

/// <summary>
/// The port of the pushes. While it is closed the system refuses connections, and the port stays ours: a socket that is bound and
/// does not listen holds it.
/// </summary>
internal sealed class Acceptor : IAsyncDisposable
{
    private readonly IPAddress _bind;
    private readonly Action<Socket> _accepted;
    private readonly Lock _gate = new();
    private Socket _socket;
    private Task _accepting;
    private bool _isOpen = true;
    private bool _isDisposed;

    /// <exception cref="SocketException">The port can't be listened on.</exception>
    public Acceptor(IPAddress bind, int port, Action<Socket> accepted)
    {
        (_bind, _accepted) = (bind, accepted);
        _socket = Bind(bind, port);
        try
        {
            _socket.Listen();
        }
        catch (SocketException)
        {
            _socket.Dispose();
            throw;
        }

        Port = ((IPEndPoint)_socket.LocalEndPoint!).Port;
        _accepting = AcceptAsync(_socket);
    }

    public int Port { get; }

    /// <summary>Opens or closes the port.</summary>
    /// <exception cref="SocketException">Another program took the port.</exception>
    public void Open(bool open)
    {
        lock (_gate)
        {
            if (_isOpen == open || _isDisposed)
                return;
            if (open)
            {
                _socket.Listen();
                _accepting = AcceptAsync(_socket);
            }
            else
            {
                _socket.Dispose();
                _socket = Bind(_bind, Port);
            }

            _isOpen = open;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task accepting;
        lock (_gate)
        {
            _isDisposed = true;
            _socket.Dispose();
            accepting = _accepting;
        }

        await accepting.ConfigureAwait(false);
    }

    private static Socket Bind(IPAddress bind, int port)
    {
        Socket socket = new(bind.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (bind.Equals(IPAddress.IPv6Any))
                socket.DualMode = true;
            socket.Bind(new IPEndPoint(bind, port));
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task AcceptAsync(Socket socket)
    {
        while (true)
        {
            try
            {
                _accepted(await socket.AcceptAsync().ConfigureAwait(false));
            }
            catch (ObjectDisposedException)
            {
                return;
            }
            catch (SocketException refused) when (refused.SocketErrorCode == SocketError.OperationAborted)
            {
                return;
            }
            catch (SocketException)
            {
                // The peer was gone before it was accepted.
            }
        }
    }
}
