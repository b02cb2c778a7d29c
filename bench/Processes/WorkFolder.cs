using System.Net;
using System.Net.Sockets;

namespace Push.Bench.Processes;

/// <summary>A temporary folder of one run: certificates, configurations, input files. Gone when disposed.</summary>
sealed class WorkFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("push-bench-");

    public string PathOf(string name) => Path.Combine(_folder.FullName, name);

    public string MakeFolder(string name) => _folder.CreateSubdirectory(name).FullName;

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>A port that was free a moment ago, for servers that can't choose and tell one by themselves.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
