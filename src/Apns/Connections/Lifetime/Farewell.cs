using System.Net.Security;
using System.Net.Sockets;

namespace Push.Apns.Connections;

/// <summary>The last second of a connection: GOAWAY and TLS's close_notify go out if the peer still reads.</summary>
internal static class Farewell
{
    // Real time, whatever the clock of a test says: a peer that doesn't read must not hold us.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public static async Task SayAsync(DialedTransport transport, Task written, ConnectionEnd end)
    {
        if (end.Kind is ConnectionEndKind.Lost or ConnectionEndKind.Silent) return;
        try
        {
            await written.WaitAsync(Patience).ConfigureAwait(false);
            if (transport.Stream is SslStream tls) await tls.ShutdownAsync().WaitAsync(Patience).ConfigureAwait(false);
            transport.Socket?.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is TimeoutException or IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // It was a courtesy.
        }
    }
}
