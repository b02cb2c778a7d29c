using System.Net.Sockets;

namespace Push.Apns.Connections;

/// <summary>The byte stream under a connection, and the means to cut it off while a read or write hangs.</summary>
/// <param name="Stream">TLS, or in tests any stream.</param>
/// <param name="Socket">The socket below, if there is one.</param>
internal sealed record DialedTransport(Stream Stream, Socket? Socket = null)
{
    /// <summary>Cuts the connection off without ceremony; pending reads and writes fail.</summary>
    public void Abort()
    {
        Socket?.Dispose();
        Stream.Dispose();
    }
}
