using System.Net;
using System.Net.Sockets;

namespace Push.Silo.Clustering;

public sealed class PortReservationTests
{
    [Fact]
    public void Take_Many_AreDifferentAndBelowTheEphemeralPorts()
    {
        var reservations = Enumerable.Range(0, 50).Select(_ => PortReservation.Take()).ToList();
        Assert.Equal(50, reservations.Select(reservation => reservation.Port).Distinct().Count());
        Assert.All(reservations, reservation => Assert.InRange(reservation.Port, 1024, 32767));
        reservations.ForEach(reservation => reservation.Dispose());
    }

    [Fact]
    public void Dispose_MakesThePortFreeAtOnce()
    {
        var reservation = PortReservation.Take();
        var port = reservation.Port;
        Assert.Throws<SocketException>(() => Listen(port));
        reservation.Dispose();
        Listen(port);
    }

    private static void Listen(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
    }
}
