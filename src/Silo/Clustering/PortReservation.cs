using System.Net;
using System.Net.Sockets;

namespace Push.Silo.Clustering;

/// <summary>
/// A free TCP port of the loopback address, kept until the silo starts. Orleans makes the port part of the silo's
/// identity before it listens, so the system can't choose one then.
/// </summary>
/// <remarks>
/// It lies below those that systems give to outgoing connections (Linux from 32768 on, others from 49152), so nobody
/// gets it by chance in the moment between the reservation's end and the silo's listening.
/// </remarks>
internal sealed class PortReservation : IDisposable
{
    private const int First = 20_000;
    private const int Last = 32_767;

    private readonly TcpListener _listener;

    private PortReservation(TcpListener listener) => _listener = listener;

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public static PortReservation Take()
    {
        for (var tries = Last - First; ; tries--)
        {
            var listener = new TcpListener(IPAddress.Loopback, Random.Shared.Next(First, Last + 1));
            try
            {
                // Listening, not only binding: two that merely bind may share a port.
                listener.Start(backlog: 1);
                return new PortReservation(listener);
            }
            catch (SocketException) when (tries > 0)
            {
                listener.Dispose();
            }
        }
    }

    public void Dispose() => _listener.Dispose();
}
