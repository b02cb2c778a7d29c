using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Push.Grains.Guarantees.Processes;

/// <summary>A TCP port for a program that can't choose one itself.</summary>
internal static class FreePort
{
    public static string Take()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
    }
}
